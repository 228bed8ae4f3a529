-- Answers to the survey of satisfaction, with nothing that leads to who answered; and, apart from them, who answered when.
CREATE TABLE survey_answers (
    id TEXT COLLATE "C" PRIMARY KEY,
    office TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    persyaratan INTEGER CHECK (persyaratan BETWEEN 1 AND 4),
    prosedur INTEGER CHECK (prosedur BETWEEN 1 AND 4),
    waktu INTEGER CHECK (waktu BETWEEN 1 AND 4),
    biaya INTEGER CHECK (biaya BETWEEN 1 AND 4),
    produk INTEGER CHECK (produk BETWEEN 1 AND 4),
    kompetensi INTEGER CHECK (kompetensi BETWEEN 1 AND 4),
    perilaku INTEGER CHECK (perilaku BETWEEN 1 AND 4),
    sarana INTEGER CHECK (sarana BETWEEN 1 AND 4),
    pengaduan INTEGER CHECK (pengaduan BETWEEN 1 AND 4),
    words TEXT COLLATE "C" NOT NULL
);
CREATE INDEX survey_answers_day ON survey_answers (office, day);
CREATE TABLE survey_people (
    person BIGINT NOT NULL,
    office TEXT COLLATE "C" NOT NULL,
    answered_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, office)
);
