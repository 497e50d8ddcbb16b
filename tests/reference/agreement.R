# Agreement inside each team of the stored answers, in the order of the file; five options vary by 2 when ticked at random.
source("tests/reference/common.R")
suppressPackageStartupMessages(library(multilevel))

teams <- unique(answers$team)
per_team <- function(result) result[match(teams, result$grpid), 2]
answered <- answers[!is.na(answers$item1), ]

print_reference("agreement", "multilevel", list(
  rwg = per_team(rwg(answered$item1, answered$team, ranvar = 2)),
  rwg_j = per_team(rwg.j(complete[items], complete$team, ranvar = 2)),
  r_star_wg_j = per_team(rwg.j.lindell(complete[items], complete$team, ranvar = 2))
))
