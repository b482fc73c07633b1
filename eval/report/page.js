"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const words = {
    query: "问题", exclude: "不参与检索", relevant: "可参照的记录", types: "问题类型", ranked: "所列先例",
    answerable: "有先例的把握", abstained: "不答", peers: "同类做法", notice: "通报", problem: "问题",
    issuer: "发文机关", facts: "事实", measures: "措施", type: "问题类型", bare: "仅凭问题起草",
    given: "给出事实后起草", similarity: "语义相似度", text: "文本", origins: "来源种类", sources: "来源",
    precedents: "旁列先例", placeholders: "占位符", leaks: "他单位词语", draft: "草稿", labels: "应有的发现",
    findings: "发现", rule: "规则", form: "植入方式", context: "植入处", unit: "单位类型", stage: "阶段",
    masked: "遮盖处数", characters: "字数", quote: "原文", message: "说明", places: "位置", start: "起", end: "止",
    may: "可以改", must: "必须改", before: "原来", after: "之后", asked: "反问", kind: "种类",
    reference: "原通报的措施", first: "先看起草的", swapped: "后看起草的", model: "模型", tokens: "词元",
    skeleton: "体例", inspection: "巡视巡察", date_of_issue: "成文日期", problems: "问题", sections: "部分",
    written: "写了几条", read: "读回几条", size: "规模", axis: "变化的量", found: "找到",
    document: "标注文档", case: "规则正反例", planted: "植入缺陷", clean: "合格通报", given: "所给通报",
    check: "核对草稿", extract: "抽取", mask: "遮盖",
  };
  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const option = (value, text) => {
    const made = element("option", text);
    made.value = value;
    return made;
  };
  const number = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(3));
  const plain = (value) => {
    if (value === true) return "是";
    if (value === false) return "否";
    if (typeof value === "number") return number(value);
    if (Array.isArray(value)) {
      return value.map((item) => (Array.isArray(item) ? item.map(plain).join(" ") : plain(item)))
        .join(value.some((item) => typeof item === "object" || String(item).length > 20) ? "\n" : "、");
    }
    if (value && typeof value === "object") {
      return Object.entries(value).map(([key, item]) => (words[key] || key) + "：" + plain(item)).join("\n");
    }
    return String(value);
  };
  const block = (title, value) => {
    const made = document.createDocumentFragment();
    if (value === null || value === undefined || !Object.keys(value).length) return made;
    made.append(element("h4", title));
    const list = element("dl");
    for (const [key, item] of Object.entries(value)) {
      list.append(element("dt", words[key] || key), element("dd", plain(item)));
    }
    made.append(list);
    return made;
  };
  const rest = (text) => text.split("/").slice(1).join("/");
  let shown = [];

  function show(index) {
    const item = shown[index];
    const detail = by("detail");
    detail.replaceChildren();
    if (!item) return;
    for (const [i, row] of Array.from(by("list").children).entries()) row.classList.toggle("on", i === index);
    const suite = data.suites[item.s];
    detail.append(element("h4", suite.title + "　" + item.id + "　" + Math.round(item.ms) + " 毫秒" +
      (item.tok ? "　" + item.tok + " 个词元" : "")));
    if (item.err) detail.append(element("p", "出错：" + item.err, "error"));
    detail.append(block("输入", item.in), block("参照", item.want), block("输出", item.out));
    if (item.out && !Object.keys(item.out).length) detail.append(element("h4", "输出"), element("p", "（什么都没有）"));
    detail.append(element("h4", "评分"));
    const list = element("dl");
    for (const [name, value, group, answer, why] of item.sc) {
      const label = (suite.measures[name] || name) + (group && suite.labels[group] ? "〔" + suite.labels[group] + "〕" : "");
      const cell = element("dd");
      cell.append(element("mark", number(value)));
      const more = [answer, why].filter(Boolean).join("；");
      if (more) cell.append(" " + more);
      list.append(element("dt", label), cell);
    }
    detail.append(list);
    detail.scrollTop = 0;
  }

  function refresh() {
    const suite = by("f-suite").value, group = by("f-group").value, state = by("f-state").value;
    const text = by("f-text").value.trim().toLowerCase();
    shown = data.samples.filter((item) =>
      (!suite || item.s === suite) && (!group || item.g === group) &&
      (!state || (state === "error" ? item.err : state === "bad" ? item.bad : !item.bad)) &&
      (!text || (item.id + JSON.stringify([item.in, item.want, item.out])).toLowerCase().includes(text)));
    if (by("f-order").value === "worst") shown.sort((one, other) => other.loss - one.loss);  // stable
    const rows = shown.slice(0, 800).map((item, index) => {
      const row = element("li", rest(item.id) || item.id, item.bad ? "bad" : "");
      const about = item.in.query || item.in.problem || item.in.draft || item.in.context || item.in.form || item.in.notice || "";
      row.append(element("small", String(about).slice(0, 60)));
      row.addEventListener("click", () => show(index));
      return row;
    });
    by("list").replaceChildren(...rows);
    by("f-count").textContent = shown.length + " 个样本" + (shown.length > 800 ? "，列出前 800 个" : "");
    show(0);
  }

  function groups() {
    const suite = by("f-suite").value;
    const labels = suite ? data.suites[suite].labels : {};
    const names = [...new Set(data.samples.filter((item) => !suite || item.s === suite).map((item) => item.g))].sort();
    by("f-group").replaceChildren(option("", "全部"), ...names.map((name) => option(name, labels[name] || words[name] || name)));
  }

  by("f-suite").append(option("", "全部"), ...Object.entries(data.suites).map(([name, suite]) => option(name, suite.title)));
  by("f-suite").addEventListener("change", () => { groups(); refresh(); });
  for (const id of ["f-group", "f-state", "f-order"]) by(id).addEventListener("change", refresh);
  by("f-text").addEventListener("input", refresh);
  by("list").addEventListener("keydown", (event) => {
    const at = Array.from(by("list").children).findIndex((row) => row.classList.contains("on"));
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : -1;
    if (to >= 0 && to < by("list").children.length) {
      event.preventDefault();
      show(to);
      by("list").children[to].scrollIntoView({ block: "nearest" });
    }
  });
  groups();
  refresh();
})();
