# Random intercepts by REML. Scores of the stored answers by team (unequal, one team of one); the same scores dealt out so
# that teams hardly differ (the boundary: no variance between them); Dyestuff. And the change between two waves: items 1
# to 4 before and 5 to 7 after, the first team in one wave only and the last in the other.
source("tests/reference/common.R")
suppressPackageStartupMessages(library(lme4))

# lme4 stops early: its criterion is minimised again, over the one parameter that it has
fitted <- function(formula, data) {
  parts <- lFormula(formula, data = data, REML = TRUE)
  deviance <- do.call(mkLmerDevfun, parts)
  best <- optimize(deviance, c(0, 10), tol = 1e-12)
  theta <- if (deviance(0) <= best$objective) 0 else best$minimum
  value <- deviance(theta)
  mkMerMod(environment(deviance), list(par = theta, fval = value, conv = 0), parts$reTrms, fr = parts$fr)
}
variances <- function(model) {
  sigma2 <- sigma(model)^2
  c(sigma2, getME(model, "theta")[[1]]^2 * sigma2)
}
fixed <- function(model) unname(c(fixef(model), sqrt(diag(as.matrix(vcov(model))))))
shrunken <- function(model, groups) coef(model)$group[groups, "(Intercept)"]

score <- person_scores(answers[items])
scored <- data.frame(score = score, group = answers$team)[!is.na(score), ]
dealt <- data.frame(score = sort(scored$score), group = as.character(rep_len(1:8, nrow(scored))))
batches <- data.frame(score = Dyestuff$Yield, group = as.character(Dyestuff$Batch))
models <- lapply(list(scored, dealt, batches), function(data) fitted(score ~ 1 + (1 | group), data))

before <- person_scores(answers[items[1:4]])
after <- person_scores(answers[items[5:7]])
waves <- data.frame(score = c(before, after), group = answers$team, wave = rep(0:1, each = nrow(answers)))
left_out <- (waves$group == teams[1] & waves$wave == 1) | (waves$group == teams[12] & waves$wave == 0)
waves <- waves[!is.na(waves$score) & !left_out, ]
change <- fitted(score ~ wave + (1 | group), waves)
waves_dealt <- data.frame(score = sort(waves$score), group = as.character(rep_len(1:8, nrow(waves))))
waves_dealt$wave <- rep_len(0:2, nrow(waves)) %/% 2
change_dealt <- fitted(score ~ wave + (1 | group), waves_dealt)

# as it comes, for comparison: how far lme4's own optimiser stays from the best fit
as_it_comes <- lmer(score ~ 1 + (1 | group), scored)

print_reference("multilevel", "lme4", list(
  teams = c(fixed(models[[1]]), variances(models[[1]])), teams_shrunken = shrunken(models[[1]], teams),
  dealt = c(fixed(models[[2]]), variances(models[[2]])), dealt_shrunken = shrunken(models[[2]], as.character(1:8)),
  dyestuff = c(fixed(models[[3]]), variances(models[[3]])), dyestuff_shrunken = shrunken(models[[3]], LETTERS[1:6]),
  wave = c(fixed(change), variances(change)),
  wave_dealt = c(fixed(change_dealt), variances(change_dealt)),
  teams_as_it_comes = c(fixed(as_it_comes), variances(as_it_comes))
))
