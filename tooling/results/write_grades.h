/* Writes the grades of a class: results.json, and what is drawn from it. */
#ifndef RESULTS_WRITE_GRADES_H
#define RESULTS_WRITE_GRADES_H

#include "base/error.h"

#include <cjson/cJSON.h>

/*
 * Writes INTO/results.json, and from it results.csv, results.xml and report.html, each whole or not
 * at all. The grades as read back from their file, which the caller ends with cJSON_Delete; or
 * NULL, with the reason in `error`.
 */
cJSON *write_grades(const char *into, const cJSON *grades, struct error *error);

#endif
