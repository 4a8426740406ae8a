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
const catalog = text(files.catalog);
import("/pkg/" + files.script).then(async page => {
  await page.default({ module_or_path: "/pkg/" + files.wasm });
  page.hydrate(await catalog, fetchLazy);
});
