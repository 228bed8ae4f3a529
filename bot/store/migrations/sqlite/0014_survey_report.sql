-- Of which unit the answer is; how many people the office served, and what it plans, by stretch of the survey's report.
ALTER TABLE survey_answers ADD COLUMN unit TEXT NOT NULL DEFAULT '';
CREATE TABLE survey_populations (
    office TEXT NOT NULL,
    stretch TEXT NOT NULL,
    unit TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (office, stretch, unit)
);
CREATE TABLE survey_plans (
    office TEXT NOT NULL,
    stretch TEXT NOT NULL,
    element TEXT NOT NULL,
    plan TEXT NOT NULL,
    PRIMARY KEY (office, stretch, element)
);
