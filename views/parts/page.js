// The page's own small script: one click copies a citation, saves a chart, keeps the language,
// brings a shared row into view.
// It is a fixed text; nothing from a report is ever put into it.
(() => {
  if (window.duixianReady) return;
  window.duixianReady = true;

  const flash = (button, words) => {
    const before = button.textContent;
    button.textContent = words;
    setTimeout(() => { button.textContent = before; }, 1600);
  };

  const copy = async (button) => {
    const text = button.parentElement.querySelector(".dx-cite").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    flash(button, button.dataset.done);
  };

  const chartAbove = (button) => {
    const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
    return charts.filter((c) => c.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  };

  const save = (url, name) => Object.assign(document.createElement("a"), { href: url, download: name }).click();

  const asSvg = (drawing) => {
    const clone = drawing.cloneNode(true);
    clone.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    clone.style.background = ground;
    return new XMLSerializer().serializeToString(clone);
  };

  const saveChart = (button) => {
    const drawing = chartAbove(button)?.querySelector("svg.marks");
    if (!drawing) return;
    const address = URL.createObjectURL(new Blob([asSvg(drawing)], { type: "image/svg+xml" }));
    if (button.dataset.save === "svg") return save(address, `${button.dataset.name}.svg`);
    const picture = new Image();
    picture.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), {
        width: drawing.clientWidth * 2, height: drawing.clientHeight * 2 });
      const pen = canvas.getContext("2d");
      pen.scale(2, 2);
      pen.drawImage(picture, 0, 0, drawing.clientWidth, drawing.clientHeight);
      save(canvas.toDataURL("image/png"), `${button.dataset.name}.png`);
    };
    picture.src = address;
  };

  const keepLanguage = () => {
    const marker = document.getElementById("dx-language");
    if (!marker) return;
    const language = marker.dataset.dxLanguage;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    if (!document.cookie.includes(`duixian_lang=${language}`))
      document.cookie = `duixian_lang=${language};path=/;max-age=31536000;SameSite=Lax`;
  };

  // The code of the page's widgets and charts, asked for while the server is still at work.
  let asked = "";
  const loadEarly = () => {
    const names = document.getElementById("dx-language")?.dataset.dxEarly ?? "";
    if (names === asked) return;
    asked = names;
    const own = document.querySelector('script[type="module"][src*="/static/js/"]')?.src;
    if (own) for (const name of names.split(" ")) import(new URL(name, own)).catch(() => {});
  };

  // A login leads to the provider and back to the app's root; the page where it was asked for is kept
  // in this tab's own storage, which nobody else writes, and only its place within the app is used.
  const WANTED = "duixian.wanted";
  const keepWanted = () => sessionStorage.setItem(WANTED, location.pathname + location.search);
  let back = sessionStorage.getItem(WANTED);
  const goBack = () => {
    if (back === null || document.getElementById("dx-language")?.dataset.dxUser !== "1") return;
    // While the first page is still made it writes its own state into the address.
    if (document.querySelector(".stApp")?.dataset.testScriptState === "running") return setTimeout(soon, 100);
    const wanted = new URL(back, location.href);
    back = null;
    sessionStorage.removeItem(WANTED);
    if (wanted.origin !== location.origin || location.pathname !== new URL("./", wanted).pathname) return;
    history.replaceState(null, "", wanted);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  // A shared address may ask for one row: it is opened by the server, and brought into view here.
  let shownRow = null;
  const showAskedRow = () => {
    const row = document.querySelector("[data-dx-asked]");
    if (!row || shownRow === location.search) return;
    shownRow = location.search;
    row.scrollIntoView({ block: "center" });
  };

  // An address may end in the name of a part of the page, which is drawn long after the address was
  // read; by then the page has written its choices into the address, and the name is gone from it.
  const visit = performance.getEntriesByType("navigation")[0];
  let askedPart = location.hash || (visit ? new URL(visit.name).hash : "");
  const showAskedPart = () => {
    const part = askedPart.length > 1 && document.getElementById(decodeURIComponent(askedPart.slice(1)));
    const running = document.querySelector(".stApp")?.dataset.testScriptState === "running";
    if (!part || running) return;
    askedPart = "";
    part.scrollIntoView();
  };

  // A link within the app goes there without loading the app anew.
  const elsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button;
  const go = (link, event) => {
    if (elsewhere(event)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  // A click on a column's head sorts by it, a second one the other way round; empty cells come last.
  const sort = (button) => {
    const head = button.closest("th"), body = button.closest("table").tBodies[0];
    const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of head.parentElement.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
    const value = (row) => {
      const cell = row.cells[head.cellIndex], order = cell.dataset.order;
      return order === undefined ? cell.textContent : order === "" ? null : Number(order);
    };
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const rows = [...body.rows].map((row) => [value(row), row]);
    rows.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null)
      : down * (typeof a === "number" ? a - b : compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  };

  // A link to a dialog of this page: its address without a reload, and the row stays open.
  const ask = (link, event) => {
    if (elsewhere(event)) return;
    event.preventDefault();
    const address = new URL(link.href);
    const row = link.closest("details[id]")?.id;
    if (row) address.searchParams.set("row", row);
    shownRow = address.search;
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.dx-ask");
    if (link) return ask(link, event);
    const inside = event.target.closest?.('[data-testid="stHtml"] a[href^="./"]');
    if (inside) return go(inside, event);
    if (event.target.closest?.(".st-key-access-login button")) return keepWanted();
    const head = event.target.closest?.(".dx-sort");
    if (head) return sort(head);
    const button = event.target.closest?.(".dx-button");
    if (!button) return;
    if (button.dataset.save) saveChart(button);
    else if (button.dataset.done) copy(button);
  });
  // The page is drawn in many small steps: look once a frame, not at each of them.
  let due = false;
  const watch = () => { due = false; keepLanguage(); loadEarly(); goBack(); showAskedRow(); showAskedPart(); };
  const soon = () => { if (!due) { due = true; requestAnimationFrame(watch); } };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-dx-language", "data-dx-early", "data-dx-user",
      "data-test-script-state"] });
  watch();
})();
