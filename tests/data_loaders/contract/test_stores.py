import pytest

from data_loaders.contract.stores import StoreRegister


@pytest.fixture
def register() -> StoreRegister:
    made = StoreRegister()
    made.add(
        [
            ("N001", "明湖店"),
            ("N002", "泉城店"),
            ("0057", "老店"),
            ("X1", "同名店"),
            ("X2", "同名店"),
        ]
    )
    return made


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("n001", "N001"),
        ("明湖店", "N001"),
        ("57", "0057"),
        ("57.0", "0057"),
        ("'0057", "0057"),
        ("同名店", None),
        ("N9", None),
    ],
)
def test_a_cell_names_a_store_by_code_or_name(
    register: StoreRegister, text: str, code: str | None
) -> None:
    assert register.find(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("华东/N001/维修.xlsx", "N001"),
        ("N001/N002_库存.csv", "N002"),
        ("导出/泉城店 5月/维修.xlsx", "N002"),
        ("N001 与 N002 对比.xlsx", None),
        ("2024/05/维修.xlsx", None),
    ],
)
def test_a_path_names_the_store_nearest_to_the_file(
    register: StoreRegister, text: str, code: str | None
) -> None:
    assert register.find_within(text) == code


def test_adding_tells_how_many_are_new(register: StoreRegister) -> None:
    assert register.add([("N001", "明湖店"), ("N003", None)]) == 1
