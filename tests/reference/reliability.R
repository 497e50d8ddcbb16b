# Alpha, its interval, corrected item-total correlations and omega of the stored answers.
source("tests/reference/common.R")
suppressPackageStartupMessages(library(psych))

x <- complete[items]
a <- alpha(x, check.keys = FALSE, warnings = FALSE)
raw <- a$total$raw_alpha
interval <- alpha.ci(raw, n.obs = nrow(x), n.var = ncol(x))

# stats::factanal fits correlations by maximum likelihood; loadings and uniquenesses go back to scale points
omega_factanal <- function(x) {
  fit <- factanal(x, factors = 1, control = list(lower = 1e-4, opt = list(factr = 1e4, maxit = 10000)))
  sds <- apply(x, 2, sd)
  common <- sum(sds * fit$loadings[, 1])^2
  common / (common + sum(sds^2 * fit$uniquenesses))
}

# the likelihood of loadings and uniquenesses as it stands, on the covariance matrix, as lavaan has it
omega_covariance <- function(x) {
  s <- cov(x)
  k <- ncol(x)
  misfit <- function(p) {
    sigma <- tcrossprod(p[1:k]) + diag(p[k + 1:k])
    log(det(sigma)) + sum(diag(solve(sigma, s)))
  }
  start <- c(sqrt(diag(s) / 2), diag(s) / 2)
  control <- list(rel.tol = 1e-15, eval.max = 10000, iter.max = 10000)
  p <- nlminb(start, misfit, lower = rep(c(-Inf, 1e-4), each = k), control = control)$par
  common <- sum(p[1:k])^2
  common / (common + sum(p[k + 1:k]))
}

r <- cor(x$item1, x$item2)
rest_of_three <- sapply(1:3, function(i) cor(x[[i]], rowSums(x[setdiff(1:3, i)])))

print_reference("reliability", "psych", list(
  respondents = nrow(x),
  alpha = raw, alpha_low = interval$lower.ci, alpha_high = interval$upper.ci,
  alpha_two_items = alpha(x[1:2], check.keys = FALSE, warnings = FALSE)$total$raw_alpha,
  item_rest = a$item.stats$r.drop,
  item_rest_three_items = rest_of_three,
  omega_factanal = omega_factanal(x), omega_factanal_four_items = omega_factanal(x[4:7]),
  omega_factanal_three_items = omega_factanal(x[1:3]),
  omega_covariance = omega_covariance(x),
  spearman_brown = 2 * r / (1 + r)
))
