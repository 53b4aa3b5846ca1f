"""What went wrong, in Chinese: by an error's class, or by the short name of a failed reading.

The errors' own sentences are English; a test sees that each one that a page can show is here. A
`{}` takes the English sentence, where it holds what nothing else says (a column, a word).
"""

from __future__ import annotations

# By class; the nearest one of an error's ancestors counts.
CLASSES = {
    "WarehouseError": "数据没有写入或发布：请检查磁盘空间和目录权限，再运行 duixian doctor。（{}）",
    "LockedError": "另一个程序正在写入：请过一会儿再试，没有任何改动。",
    "NotPublishedError": "还没有已发布的数据：请先导入一份报告，或运行 duixian demo。",
    "DamagedError": "数据文件无法打开：请运行 duixian doctor。",
    "MigrationError": "数据文件与程序的版本不符：请安装新版 Duixian，或恢复备份。",
    "RefusedReportError": "报告前后矛盾，没有保存：{}",
    "RefusedQueryError": "这里只能执行一条只读查询（SELECT、WITH、FROM、VALUES、DESCRIBE、SHOW、"
    "SUMMARIZE、EXPLAIN、PIVOT）。",
    "QueryLimitError": "查询超出时间或内存的限制：请缩小范围，如加上地区、年份或 LIMIT。",
    "QueryError": "查询无法执行：{}",
    "SharedError": "共享数据库暂不可用，已导入的内容保存在本机：恢复后请运行 duixian sync。（{}）",
    "IngestError": "未能导入：{}",
    "ReadError": "文件无法读取：请换一个版本，或粘贴全文。",
    "NotAReportError": "这不是政府工作报告（或只是模板、改写稿、目录、半年报告），因此没有导入。",
    "UnknownYearError": "看不出是哪一年的报告：请填写年份。",
    "UnknownRegionError": "看不出是哪个地区的报告：请填写地区全称。",
    "OtherRegionError": "找到的是另一个地区的报告：请核对来源的地区。",
    "FetchError": "网页没有取到：请稍后再试，或在浏览器中保存后上传文件。",
    "ReferenceDataError": "词表文件有误：{}",
    "ScheduleError": "来源的时间表有误：{}",
    "SourceError": "来源的设置有误：{}",
    "SettingError": "设置有误：{}",
    "CompareError": "这两份报告无法对照：{}",
    "NotComparableReportsError": "这两份报告无法对照：须是同一地区相邻两年的报告。",
}
# Two that say it themselves in both languages (`problems`), and those of commands alone.
ELSEWHERE = frozenset(
    {"CorrectionError", "ChecksFailedError", "BackupError", "ExportError", "NotifyError"}
)
# By the name of a failed reading or fetch.
NAMES = {
    "address": "网址不完整或有误：请核对网址。",
    "archive": "压缩包中没有可读的报告：请解压后上传其中的文件。",
    "bomb": "文件解开后过大，没有读取。",
    "challenge": "网站要求人工验证：请在浏览器中保存报告后上传文件。",
    "crash": "读取文件的程序中断：请换一个格式，或粘贴全文。",
    "credentials": "网址中含有用户名或密码：请去掉后再试。",
    "damaged": "文件已损坏：请重新下载，或换一个版本。",
    "dns": "找不到这个网站：请核对网址。",
    "empty": "文件是空的。",
    "encoding": "网站的压缩方式无法解开：请在浏览器中保存后上传文件。",
    "encrypted": "文件有密码：请去掉密码后再试。",
    "mistake": "程序出错：请连同网址一起报告给开发者。",
    "no_links": "目录页上没有找到报告：请核对来源的网址。",
    "no_text": "里面没有文字：请找一个文字版。",
    "image_only": "只有图片，没有文字：请找 PDF 或网页的文字版。",
    "not_html": "这不是网页。",
    "refused_report": "报告前后矛盾，没有保存。",
    "not_a_report": CLASSES["NotAReportError"],
    "unknown_year": CLASSES["UnknownYearError"],
    "unknown_region": CLASSES["UnknownRegionError"],
    "other_region": CLASSES["OtherRegionError"],
    "port": "网址的端口不允许访问。",
    "private_address": "网址指向内部网络：如确有需要，请把主机加入 DUIXIAN_ALLOW_HOSTS。",
    "redirect": "网站的跳转有误：请核对网址。",
    "redirect_loop": "网站来回跳转：请核对网址。",
    "refused": "网站拒绝连接：请稍后再试。",
    "reset": "连接中断：请稍后再试。",
    "robots": "网站的 robots.txt 不允许获取：请在浏览器中保存报告后上传文件。",
    "robots_unreachable": "取不到网站的 robots.txt：下次会再试。",
    "scheme": "网址须以 http:// 或 https:// 开头。",
    "setting": "这个来源的设置有误，请核对。",
    "soft_404": "网页已不存在：请核对网址。",
    "error_page": "网站返回的是出错页面：请稍后再试。",
    "list_page": "这是目录页，不是报告：请打开其中的报告再试。",
    "unfinished": "网页没有显示完整的报告：请在浏览器中保存后上传文件。",
    "stopped": "已停止。",
    "timeout": "等待超时：请稍后再试。",
    "memory": "文件太大，内存不够：请换一个版本，或粘贴全文。",
    "tls": "网站的证书有误：请试试 http://，或等网站修复。",
    "too_large": "文件太大，没有读取。",
    "too_many_parts": "文件的组成部分太多，没有读取。",
    "undecodable": "文字编码无法识别：请另存为 UTF-8。",
    "binary": "这不是文字文件。",
    "unsupported": "不支持这种格式：请用网页、PDF、DOCX、OFD 或纯文本。",
    "unreadable": "文件无法读取：请换一个版本，或粘贴全文。",
}


def chinese(error: Exception) -> str:
    """The sentence for an error; its own English one where it is no error of ours."""
    by_name = of_name(getattr(error, "name", None), "")
    if by_name:
        return by_name
    for kind in type(error).__mro__:
        if kind.__name__ in CLASSES:
            return CLASSES[kind.__name__].format(error)
    return str(error)


def of_name(name: str | None, words: str) -> str:
    """The sentence for a failure's name; `words`, the English one, where the name is unknown."""
    if name and name.startswith("http_"):
        code = name.removeprefix("http_")
        return f"网站返回错误 {code}：请核对网址，或稍后再试。"
    return NAMES.get(str(name), words)
