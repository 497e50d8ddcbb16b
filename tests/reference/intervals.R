# The mean score of each team of the stored answers, the share of favourable answers (4 or 5) to the first item, and a
# recommendation score, with their intervals.
source("tests/reference/common.R")

bounds <- function(scores) if (length(scores) < 2) c(NA, NA) else t.test(scores)$conf.int
means <- sapply(valid_scores(answers[items], answers$team), bounds)

item <- split(answers$item1, factor(answers$team, teams))
favourable <- sapply(item, function(x) sum(x >= 4, na.rm = TRUE))
n <- sapply(item, function(x) sum(!is.na(x)))
# prop.test warns about small counts; without its correction it gives Wilson's interval
wilson <- suppressWarnings(mapply(function(x, n) prop.test(x, n, correct = FALSE)$conf.int, favourable, n))

# Newcombe (1998), method 10: each team against the next one
before <- 1:11
after <- 2:12
p <- favourable / n
newcombe <- rbind(
  p[after] - p[before] - sqrt((p[after] - wilson[1, after])^2 + (wilson[2, before] - p[before])^2),
  p[after] - p[before] + sqrt((wilson[2, after] - p[after])^2 + (p[before] - wilson[1, before])^2)
)

# Rocks (2016), adjusted Wald: the shares after 3/4 was added to promoters and detractors and 3 to the number, and the
# variance of a score that is 1, 0 or -1
rocks <- function(promoters, passives, detractors) {
  counts <- c(promoters + 3 / 4, passives + 3 / 2, detractors + 3 / 4)
  shares <- counts / sum(counts)
  score <- sum(shares * c(1, 0, -1))
  variance <- sum(shares * (c(1, 0, -1) - score)^2)
  100 * (score + c(-1, 1) * qnorm(.975) * sqrt(variance / sum(counts)))
}

print_reference("intervals", character(), list(
  mean_low = means[1, ], mean_high = means[2, ],
  favourable = favourable, answered = n,
  wilson_low = wilson[1, ], wilson_high = wilson[2, ],
  newcombe_low = newcombe[1, ], newcombe_high = newcombe[2, ],
  recommendation = rocks(12, 9, 7), recommendation_small = rocks(3, 1, 2)
))
