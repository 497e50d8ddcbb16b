# Two scores of the same persons. Of the stored answers: item 1 as if before and item 5 as if after, who misses one is left
# out; and in the first team the mean of items 1 to 4 against that of 5 to 7. And `sleep`: ten patients after two drugs.
source("tests/reference/common.R")

hedges <- function(df) exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)

compare <- function(before, after) {
  both <- !is.na(before) & !is.na(after)
  before <- before[both]
  after <- after[both]
  test <- t.test(after, before, paired = TRUE)
  change <- mean(after - before)
  d_av <- change / ((sd(before) + sd(after)) / 2)
  c(
    sum(both), change, test$conf.int, test$statistic, test$parameter, test$p.value,
    change / sd(after - before), d_av, d_av * hedges(sum(both) - 1)
  )
}

# all ways to give the differences their signs; 1e-9: sums that differ by rounding are equal
sign_flip <- function(differences) {
  flips <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(differences))))
  mean(abs(flips %*% differences) >= abs(sum(differences)) - 1e-9)
}

first <- sleep$extra[sleep$group == 1]
second <- sleep$extra[sleep$group == 2]
before <- person_scores(answers[items[1:4]])
after <- person_scores(answers[items[5:7]])
change <- answers$item5 - answers$item1

print_reference("paired", character(), list(
  answers = compare(answers$item1, answers$item5),
  first_team = compare(before[answers$team == teams[1]], after[answers$team == teams[1]]),
  sleep = compare(first, second),
  sign_flip_sleep = sign_flip(second - first),
  sign_flip_sixteen = sign_flip(change[!is.na(change)][1:16])
))
