"""Monthly aggregates of a Turkish dealer: sales, after-sales and operating finance.

Amounts are Turkish lira and stay so. The source names no store; the profile states one.
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
                ("Hedef_Adet", _count("target_units", "vehicles")),
                ("Gerceklesen_Adet", _count("delivered_units", "vehicles")),
                ("Gelir_TL", _lira("revenue")),
                ("Brut_Kar_TL", _lira("gross_profit")),
            ),
        ),
        reported_target(
            "dealer-tr/after-sales",
            _MONTH,
            {"Servis_Turu": "service_type"},
            (
                ("Is_Emri_Sayisi", _count("repair_orders", "orders")),
                ("Gelir_TL", _lira("revenue")),
                ("Maliyet_TL", _lira("cost")),
                ("Ortalama_Tamir_Suresi_Saat", _count("average_repair_hours", "hours")),
                ("Teknisyen_Saat", _count("technician_hours", "hours")),
                ("Faturalanan_Saat", _count("billed_hours", "hours")),
                ("Parca_Geliri_TL", _lira("parts_revenue")),
            ),
        ),
        reported_target(
            "dealer-tr/finance",
            _MONTH,
            {"Arac_Grubu": "vehicle_group"},
            (
                ("Gelir_TL", _lira("revenue")),
                ("COGS_TL", _lira("cost_of_sales")),
                ("Brut_Kar_TL", _lira("gross_profit")),
                ("Nakit_Akisi_TL", _lira("cash_flow")),
                ("Satilan_Adet", _count("sold_units", "vehicles")),
            ),
        ),
    ),
)
