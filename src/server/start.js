const text = name => fetch("/pkg/" + name).then(answer => answer.ok ? answer.text() : Promise.reject());
const style = name => new Promise((resolve, reject) => {
  const href = "/pkg/" + name;
  const old = document.querySelector(`link[href="${href}"]`);
  if (old?.sheet) return resolve();
  old?.remove();
  const onerror = () => { link.remove(); reject(); };
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror });
  document.head.append(link);
});
let lazy;
const fetchLazy = () => lazy ??= Promise.all([text(files.lazyCatalog), style(files.lazyStyle)]).then(
  ([messages]) => messages,
  error => { lazy = undefined; throw error; },
);
let page, note;
const load = async () => {
  page = await import("/pkg/" + files.script);
  await page.default({ module_or_path: "/pkg/" + files.wasm });
};
const start = async again => {
  try {
    const [messages] = await Promise.all([text(files.catalog), load()]);
    note?.remove();
    await page.hydrate(messages, fetchLazy);
  } catch (error) {
    fail(again);
    if (error) throw error;
  }
};
const fail = again => {
  const make = (name, values) => Object.assign(document.createElement(name), values);
  const button = make("button", { type: "button", className: "button", textContent: words.again });
  button.onclick = () => {
    button.setAttribute("aria-busy", "true");
    if (page) start(true);
    else text(files.script).then(() => location.reload(), () => fail(true));
  };
  note?.remove();
  note = make("div", { className: "failure-note start-failure" });
  note.setAttribute("role", "alert");
  note.append(make("p", { textContent: words.failed }), button);
  document.body.append(note);
  if (again) button.focus();
};
start();
