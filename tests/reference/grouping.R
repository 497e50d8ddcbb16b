# ICC(1) and ICC(2) of three data sets: the stored answers by team, the same scores dealt out so that group means hardly
# differ, and Dyestuff, which has groups of one size.
source("tests/reference/common.R")
suppressPackageStartupMessages({
  library(multilevel)
  library(psych)
  library(lme4)
})

# multilevel has no interval: F divided and multiplied by quantiles of F (McGraw & Wong 1996)
icc <- function(score, group) {
  model <- aov(score ~ factor(group))
  between <- nlevels(factor(group)) - 1
  within <- length(score) - between - 1
  f <- summary(model)[[1]][1, 4]
  bounds <- c(f / qf(.975, between, within), f * qf(.975, within, between))
  size <- length(score) / (between + 1)
  c(ICC1(model), (bounds - 1) / (bounds + size - 1), ICC2(model), 1 - 1 / bounds)
}

score <- rowMeans(complete[items])
dealt <- rep_len(1:8, length(score))

# psych gives intervals of its own where groups have one size
one_size <- matrix(Dyestuff$Yield, ncol = 5, byrow = TRUE)
psych_icc <- ICC(one_size, lmer = FALSE)$results
bounds <- function(type) unlist(psych_icc[psych_icc$type == type, c("ICC", "lower bound", "upper bound")])

print_reference("grouping", c("multilevel", "psych", "lme4"), list(
  teams = icc(score, complete$team),
  dealt = icc(sort(score), dealt),
  dyestuff = icc(Dyestuff$Yield, Dyestuff$Batch),
  dyestuff_psych = c(bounds("ICC1"), bounds("ICC1k"))
))
