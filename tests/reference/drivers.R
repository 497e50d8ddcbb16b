# What goes together with fertility in 47 provinces (`swiss`), and once more without the provinces in which catholics are
# more than 99 in 100.
source("tests/reference/common.R")

correlated <- function(x, y) {
  test <- cor.test(x, y)
  c(test$estimate, test$conf.int)
}

orders <- function(x) {
  if (length(x) < 2) return(list(x))
  do.call(c, lapply(seq_along(x), function(i) lapply(orders(x[-i]), function(rest) c(x[i], rest))))
}

# LMG: the increase in R2 when a driver is added, averaged over all orders in which drivers can be added
lmg <- function(data, outcome, drivers) {
  explained <- function(chosen) {
    if (length(chosen) == 0) return(0)
    summary(lm(reformulate(chosen, outcome), data))$r.squared
  }
  increases <- sapply(orders(drivers), function(order) {
    r2 <- sapply(0:length(order), function(size) explained(head(order, size)))
    diff(r2)[match(drivers, order)]
  })
  rowMeans(increases)
}

drivers <- c("Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality")
fewer <- swiss[swiss$Catholic <= 99, ]

print_reference("drivers", character(), list(
  education = correlated(swiss$Education, swiss$Fertility),
  catholic = correlated(swiss$Catholic, swiss$Fertility),
  infant_mortality_fewer = correlated(fewer$Infant.Mortality, fewer$Fertility),
  weights = lmg(swiss, "Fertility", drivers),
  weights_fewer = lmg(fewer, "Fertility", drivers)
))
