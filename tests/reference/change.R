# Each team of the stored answers against the next one, as if it were before and after; a team of one has no test.
source("tests/reference/common.R")

scores <- valid_scores(answers[items], answers$team)
hedges <- function(df) exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)

# the true change, in standard errors, with which a t test of these degrees of freedom finds something 80 times in 100
detectable <- function(df) {
  critical <- qt(.975, df)
  lack <- function(ratio) pt(critical, df, ratio) - pt(-critical, df, ratio) - .2
  uniroot(lack, c(0, 2 * critical + 2), tol = 1e-13)$root
}

compare <- function(before, after) {
  if (min(length(before), length(after)) < 2) return(rep(NA, 10))
  test <- t.test(after, before)
  df <- length(before) + length(after) - 2
  pooled <- sqrt((sum((before - mean(before))^2) + sum((after - mean(after))^2)) / df)
  d <- (mean(after) - mean(before)) / pooled
  c(
    mean(after) - mean(before), test$conf.int, test$statistic, test$parameter, test$p.value, d, d * hedges(df),
    qt(.975, test$parameter) * test$stderr, detectable(test$parameter) * test$stderr
  )
}
pairs <- sapply(1:11, function(i) compare(scores[[i]], scores[[i + 1]]))
p <- pairs[6, !is.na(pairs[6, ])]
with_ties <- c(.01, .03, .01, .2, 1, 0, .04, .04)

print_reference("change", character(), list(
  estimate = pairs[1, ], low = pairs[2, ], high = pairs[3, ], t = pairs[4, ], df = pairs[5, ], p = pairs[6, ],
  d = pairs[7, ], g = pairs[8, ], least_significant = pairs[9, ], detectable = pairs[10, ],
  holm = p.adjust(p, "holm"), benjamini_hochberg = p.adjust(p, "BH"),
  with_ties = with_ties,
  holm_with_ties = p.adjust(with_ties, "holm"), benjamini_hochberg_with_ties = p.adjust(with_ties, "BH")
))
