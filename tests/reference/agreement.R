# Agreement inside each team of the stored answers, in the order of the file; five options vary by 2 when ticked at random.
source("tests/reference/common.R")
suppressPackageStartupMessages(library(multilevel))

per_team <- function(result) result[match(teams, result$grpid), 2]
answered <- answers[!is.na(answers$item1), ]

# the largest average deviation that random ticking stays within in at most 5 of 100 cases, by going through all answers
critical <- function(n, options) {
  ticks <- as.matrix(expand.grid(rep(list(seq_len(options)), n)))
  deviations <- round(rowMeans(abs(ticks - rowMeans(ticks))), 12)
  chances <- cumsum(table(deviations)) / nrow(ticks)
  max(as.numeric(names(chances))[chances <= .05])
}

print_reference("agreement", "multilevel", list(
  ad = per_team(ad.m(answered$item1, answered$team)),
  ad_scale = per_team(ad.m(complete[items], complete$team)),
  ad_critical = c(critical(4, 5), critical(6, 5), critical(8, 5), critical(6, 7)),
  rwg = per_team(rwg(answered$item1, answered$team, ranvar = 2)),
  rwg_j = per_team(rwg.j(complete[items], complete$team, ranvar = 2)),
  r_star_wg_j = per_team(rwg.j.lindell(complete[items], complete$team, ranvar = 2))
))
