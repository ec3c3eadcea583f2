-- After the rows: the planner learns what there is.
analyze;
