"""Terms of the driver analysis and of exact changes, for the glossary."""

from dashboards.terms import term

ANALYSIS = (
    term(
        "goes_with",
        ("一起变动", "Goes together"),
        (
            "一个指标比本店平时高的月份，另一个数也比平时高（或低）。这并不证明因果，先后也可能相反。",
            "In months in which one figure is above a store's usual, another is above (or below) "
            "its usual, too. It does not prove a cause, and the order may be the other way round.",
        ),
    ),
    term(
        "fixed_effects",
        ("固定差异（固定效应）", "Fixed effects"),
        (
            "扣除每家店一贯的高低和每个月全网共同的高低，只比较各店自己的起伏。",
            "What is always high or low in a store, and in a month everywhere, is taken out: only "
            "a store's own ups and downs are compared.",
        ),
    ),
    term(
        "lag",
        ("滞后", "Lag"),
        (
            "指标比利润早几个月来看；每一对只用事先申报的一个滞后，不挑最好看的。",
            "How many months earlier a KPI is looked at. Each pair has one, declared beforehand; "
            "nobody picks the one that looks best.",
        ),
    ),
    term(
        "held_out",
        ("留出检验", "Hold-out"),
        (
            "留下一部分门店和月份不参与计算，再看加上这些指标能不能更准；不能就不排名。",
            "Some stores and months are kept aside; if the KPIs do not predict them better than "
            "none do, there is no ranking.",
        ),
    ),
    term(
        "false_discovery",
        ("错误发现率", "False discovery rate"),
        (
            "同时检验许多指标，总有几个凑巧对上；q 是显示出来的里面允许凑巧的比例。",
            "Among many tests some fit by coincidence; q is the part of what is shown that may.",
        ),
        "FDR",
    ),
    term(
        "clustered_errors",
        ("聚类标准误", "Clustered standard errors"),
        (
            "同一家店各月的误差会连着走，所以误差范围按店来算，不把每个月当成独立的证据。",
            "Errors of one store's months go together, so that the range of error is taken by "
            "store: months do not count as separate evidence.",
        ),
    ),
    term(
        "wild_bootstrap",
        ("野聚类自助法", "Wild cluster bootstrap"),
        (
            "门店不到 30 家时，用成千次随机翻转误差来算区间，避免区间过窄。",
            "Below 30 stores the interval comes from a thousand random flips of the errors, lest "
            "it be too narrow.",
        ),
    ),
    term(
        "shapley_share",
        ("份额（LMG）", "Share (LMG)"),
        (
            "几个指标一起对应的变动，按所有先后次序取平均分给各个指标；只用来排次序。",
            "What several KPIs go with together, given to each by the mean over all orders; it "
            "only puts them in order.",
        ),
    ),
    term(
        "vif",
        ("方差膨胀因子", "Variance inflation factor"),
        (
            "一个指标有多少能由其他指标推算出来；超过 5 就分不清是哪一个，只当一组看。",
            "How far a KPI can be computed from the others; above 5 they cannot be told apart and "
            "count as one group.",
        ),
        "VIF",
    ),
    term(
        "exact_change",
        ("差异分解", "Breakdown of a change"),
        (
            "把利润的变动按账上的算术拆成量、结构和单价等各项，加起来正好等于总变动，没有余数。",
            "The change of a profit figure parted by the arithmetic of the books into volume, mix, "
            "rate and so on; the parts add up exactly and nothing is left over.",
        ),
    ),
)
