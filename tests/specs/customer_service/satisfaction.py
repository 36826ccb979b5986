"""Published scores, recommendation, answers to questionnaires."""

from tests.specs.example import Example, Expect

# B's second wave had no sample, C's service score is missing.
_SCORES = """
    program | wave   | store | score | scale_max | sample_n
    SSI     | 2025Q1 | A     | 700   | 1000      | 90
    SSI     | 2025Q1 | B     | 800   | 1000      | 10
    SSI     | 2025Q2 | A     | 750   | 1000      | 50
    SSI     | 2025Q2 | B     | 900   | 1000      | 0
    SSI     | 2025Q2 | C     | 600   | 1000      | 20
    CSI     | 2025Q1 | A     | 650   | 1000      | 40
    CSI     | 2025Q1 | B     | 770   | 1000      | 20
    CSI     | 2025Q1 | C     | -     | 1000      | 30
    NPS     | 2025Q1 | A     | 40    | 100       | 90
"""

# w6 did not answer, w7 gave stars, w8 is another programme, w9 answered in April.
_ANSWERS = """
    store | response_id | program | question_code | sent_at          | responded_at     | score | score_max
    A     | w1          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 10    | 10
    A     | w2          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 9     | 10
    A     | w3          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 8     | 10
    A     | w4          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 6     | 10
    A     | w5          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 7     | 10
    A     | w6          | NPS     | N1            | 2025-03-01 10:00 | -                | -     | 10
    A     | w7          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 5     | 5
    A     | w8          | SSI     | S1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 10    | 10
    A     | w9          | NPS     | N1            | 2025-03-30 10:00 | 2025-04-01 10:00 | 10    | 10
    A     | w10         | NPS     | N1            | 2025-04-20 10:00 | -                | -     | 10
    B     | w1          | NPS     | N1            | 2025-03-01 10:00 | 2025-03-02 10:00 | 0     | 10
    C     | w1          | NPS     | N1            | 2025-02-01 10:00 | 2025-02-02 10:00 | 9     | 10
"""  # noqa: E501, a drawn table

# q1 has two questions; q3 was answered on the 14th day, q4 on the 15th.
_SENT = """
    store | response_id | program | question_code | sent_at          | responded_at     | score
    A     | q1          | SSI     | S1            | 2025-03-01 10:00 | 2025-03-03 10:00 | 9
    A     | q1          | SSI     | S2            | 2025-03-01 10:00 | 2025-03-03 10:00 | 8
    A     | q2          | CSI     | C1            | 2025-03-02 10:00 | -                | -
    A     | q3          | CSI     | C1            | 2025-03-02 10:00 | 2025-03-16 20:00 | 7
    A     | q4          | CSI     | C1            | 2025-03-02 10:00 | 2025-03-17 08:00 | 7
    A     | q5          | CSI     | C1            | 2025-04-02 10:00 | -                | -
    B     | q1          | CSI     | C1            | 2025-03-05 10:00 | 2025-03-05 12:00 | 7
    C     | q1          | CSI     | C1            | 2025-01-05 10:00 | -                | -
"""

EXAMPLES = (
    Example(
        kpi="ssi_score",
        tables={"survey_scores": _SCORES},
        expect=(
            Expect("A", "2025-Q1", 700, 63000, 90),
            # A month shows the wave of its quarter.
            Expect("A", "2025-02", 700, 63000, 90),
            Expect("A", "2025-01-01..2025-06-30", 100500 / 140, 100500, 140),
            # Not 750, the mean of 700 and 800.
            Expect("region North", "2025-Q1", 710, 71000, 100),
            Expect("network", "2025-Q2", 49500 / 70, 49500, 70),
            Expect("B", "2025-Q2", None, state="no_data"),
            Expect("C", "2025-Q1", None, state="no_data"),
        ),
    ),
    Example(
        kpi="csi_score",
        tables={"survey_scores": _SCORES},
        expect=(
            Expect("A", "2025-Q1", 650, 26000, 40),
            Expect("B", "2025-Q1", 770, 15400, 20),
            Expect("region North", "2025-Q1", 690, 41400, 60),
            Expect("network", "2025-03", 690, 41400, 60),
            Expect("C", "2025-Q1", None, state="no_data"),
            Expect("A", "2025-Q2", None, state="no_data"),
        ),
    ),
    Example(
        kpi="nps",
        tables={"survey_responses": _ANSWERS},
        expect=(
            # Two of five would recommend, one would warn.
            Expect("A", "2025-03", 20, 1, 5),
            Expect("B", "2025-03", -100, -1, 1),
            # Not -40, the mean of 20 and -100.
            Expect("region North", "2025-03", 0, 0, 6),
            Expect("A", "2025-04", 100, 1, 1),
            Expect("network", "2025-Q1", 100 / 7, 1, 7),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="survey_response_rate",
        tables={"survey_responses": _SENT},
        expect=(
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("A", "2025-Q2", 0, 0, 1),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-03-10..2025-03-20", None, state="no_data"),
        ),
    ),
    Example(
        kpi="survey_response_rate",
        stores="D=North",
        as_of="2025-03-31",
        tables={
            "survey_responses": """
                store | response_id | program | question_code | sent_at          | responded_at
                D     | q1          | CSI     | C1            | 2025-03-02 10:00 | 2025-03-03 10:00
                D     | q2          | CSI     | C1            | 2025-03-25 10:00 | -
            """,
        },
        expect=(Expect("D", "2025-03", 0.5, 1, 2, state="provisional"),),
    ),
)
