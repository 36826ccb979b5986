"""What reports say of databases, in Chinese and English; read through `data_loaders.wording`."""

from collections.abc import Mapping

DATABASE_RULES: Mapping[str, tuple[str, str]] = {
    # A database, or one of its tables, that cannot be read
    "source_file_wrong": (
        "数据库来源文件有误，{place}：应为 {expected}",
        "the file that states a database is wrong at {place}: expected {expected}",
    ),
    "source_address_missing": (
        "环境变量 {found} 没有设置；请在其中写入数据库地址，如 postgresql://用户@主机/库名",
        "the environment variable {found} is not set; put the database's address into it, "
        "such as postgresql://user@host/name",
    ),
    "source_busy": (
        "另一个导入正在读取来源“{found}”；请等它结束后再试",
        "another load is reading the source “{found}”; try again when it has finished",
    ),
    "source_interrupted": (
        "读取中断（{detail}）：已读 {rows} 行，到 {watermark} {reached} 为止，都没有发布；"
        "读到的页保留一天，下次导入从那里接着读",
        "the database went away ({detail}) after {rows} rows, up to {watermark} {reached}; none of "
        "them is published; the pages are kept for a day, and the next load goes on from there",
    ),
    "source_lost": (
        "读取中断（{detail}），本表还没有读到可以保留的一页，什么都没有发布；请稍后再导入",
        "the database went away ({detail}) before a page of this table could be kept; nothing of "
        "it is published; load it again later",
    ),
    "statement_too_long": (
        "数据库用了 {seconds} 秒还没有给出一页；请给水位列（{column}）建索引，减小 page_rows，"
        "或增大 timeout_seconds",
        "the database took more than {seconds} seconds for a page; index the watermark column "
        "({column}), lower page_rows, or raise timeout_seconds",
    ),
    "watermark_unfit": (
        "水位列“{column}”的值是“{value}”；水位列应为时间、日期或整数，请换一列或去掉 watermark",
        "the watermark column “{column}” holds “{value}”; it should hold times, days or whole "
        "numbers; name another column, or none",
    ),
    # What is only worth knowing
    "nothing_new": (
        "数据库里没有新的行（重读 {rows} 行，水位 {reached}），未作改动",
        "the database has nothing new ({rows} rows read again, watermark {reached}); "
        "nothing changed",
    ),
    "watermark_moved": (
        "水位 {watermark}：从 {since} 读到 {reached}；发布后下次从这里往前重叠一段读起",
        "watermark {watermark}: read from {since} to {reached}; once this is published the next "
        "load begins an overlap before it",
    ),
    "watermark_stray": (
        "没有水位、水位是占位或在将来的行，每次都重读",
        "rows without a watermark, or with a placeholder or a future one; they are read each time",
    ),
    "watermark_back": (
        "库中最高水位 {reached} 早于上次读到的 {last}（是否恢复过备份？）；已退回重读",
        "the highest watermark {reached} lies before {last}, which was read last time (was a "
        "backup put back?); the read went back to it",
    ),
}
