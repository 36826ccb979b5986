"""Monthly aggregates of a Turkish dealer: sales, after-sales and operating finance.

Amounts are Turkish lira and stay so. The source names no store; the profile states one.

All three files call their amounts the same (``Gelir_TL``), yet each counts other things, so every
metric has a name of its own. The cars of the finance file are three times those of the sales file:
it covers more than retail, and its ``sold_units`` never stand beside ``retail_deliveries``. Hours
of technicians are given for each kind of work, so they are hours clocked on jobs, not attendance.
"""

from data_loaders.contract.fields import Kind
from data_loaders.profiles.figures import reported_target
from data_loaders.profiles.profile import Figure, SourceProfile, StatedStore

_MONTH = ("Ay", Kind.MONTH)


def _lira(metric: str) -> Figure:
    return Figure(metric, metric, unit="TRY", currency="TRY")


def _count(metric: str, unit: str) -> Figure:
    return Figure(metric, metric, unit=unit)


DEALER_TR = SourceProfile(
    name="dealer-tr",
    zh="土耳其经销商月度汇总（销售、售后、经营财务），币种 TRY",
    en="Monthly aggregates of a Turkish dealer (sales, after-sales, finance) in TRY",
    store=StatedStore("TR01", "Merkez Bayi (TR)"),
    targets=(
        reported_target(
            "dealer-tr/sales",
            _MONTH,
            {"Satis_Ajani": "sales_consultant", "Arac_Grubu": "vehicle_group"},
            (
                ("Hedef_Adet", _count("retail_target", "vehicles")),
                ("Gerceklesen_Adet", _count("retail_deliveries", "vehicles")),
                ("Gelir_TL", _lira("retail_revenue")),
                ("Brut_Kar_TL", _lira("retail_front_gross")),
            ),
        ),
        reported_target(
            "dealer-tr/after-sales",
            _MONTH,
            {"Servis_Turu": "service_type"},
            (
                ("Is_Emri_Sayisi", _count("repair_orders", "orders")),
                ("Gelir_TL", _lira("as_revenue")),
                ("Maliyet_TL", _lira("as_cost")),
                ("Ortalama_Tamir_Suresi_Saat", _count("average_repair_hours", "hours")),
                ("Teknisyen_Saat", _count("clocked_hours", "hours")),
                ("Faturalanan_Saat", _count("sold_hours", "hours")),
                ("Parca_Geliri_TL", _lira("parts_sales")),
            ),
        ),
        reported_target(
            "dealer-tr/finance",
            _MONTH,
            {"Arac_Grubu": "vehicle_group"},
            (
                ("Gelir_TL", _lira("total_revenue")),
                ("COGS_TL", _lira("total_cost_of_sales")),
                ("Brut_Kar_TL", _lira("total_gross")),
                ("Nakit_Akisi_TL", _lira("cash_flow")),
                ("Satilan_Adet", _count("sold_units", "vehicles")),
            ),
        ),
    ),
)
