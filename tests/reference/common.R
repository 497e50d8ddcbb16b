# What every script here needs: the stored answers, and a way to print values as JSON with all their digits.
options(warn = 2)
answers <- read.csv("tests/reference/answers.csv")
items <- paste0("item", 1:7)
complete <- answers[complete.cases(answers[items]), ]
teams <- unique(answers$team)

# half rule: who answered at least half of the items has a score, the mean of those
person_scores <- function(x) ifelse(2 * rowSums(!is.na(x)) >= ncol(x), rowMeans(x, na.rm = TRUE), NA)
valid_scores <- function(x, team) {
  scores <- person_scores(x)
  lapply(teams, function(one) scores[team == one & !is.na(scores)])
}

json <- function(values) {
  numbers <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
  entry <- function(x) if (length(x) == 1) numbers(x) else paste0("[", paste(numbers(x), collapse = ", "), "]")
  paste0("    \"", names(values), "\": ", sapply(values, entry), collapse = ",\n")
}

print_reference <- function(name, packages, values) {
  versions <- sapply(packages, function(package) paste(package, packageVersion(package)))
  made_by <- paste(c(paste0("R ", getRversion()), versions), collapse = ", ")
  cat("{\n  \"command\": \"Rscript --vanilla tests/reference/", name, ".R\",\n", sep = "")
  cat("  \"made_by\": \"", made_by, "\",\n  \"values\": {\n", json(values), "\n  }\n}\n", sep = "")
}
