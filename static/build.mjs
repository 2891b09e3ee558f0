// Builds static/dist from static/src: what the browser loads, and the icons that pages name.
import { build, context } from "esbuild";
import { PurgeCSS } from "purgecss";
import { cp, mkdir, readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "static/dist");
const src = join(root, "static/src");
const drawings = join(root, "node_modules/@tabler/icons/icons/outline");

// Of Tabler's rules only those whose classes stand in a template, a script or a form of ours: a fifth of them.
const tablerCut = {
  name: "tabler-cut",
  setup(plugins) {
    plugins.onLoad({ filter: /@tabler[\\/]core[\\/]dist[\\/]css[\\/]tabler(\.rtl)?\.css$/ }, async ({ path }) => {
      const scripts = await readdir(join(src, "js"));
      const content = [...(await sources()), ...scripts.map((name) => join(src, "js", name))];
      const [cut] = await new PurgeCSS().purge({
        content,
        css: [path],
        // Words as they stand, with no grammar of any kind of file: rather a rule too many than one too few.
        defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
      });
      return { contents: cut.css, loader: "css" };
    });
  },
};

const bundles = {
  plugins: [tablerCut],
  absWorkingDir: root,
  entryPoints: ["app", "careers"].flatMap((name) => [
    { in: join(src, `js/${name}.js`), out: name },
    { in: join(src, `css/${name}.css`), out: name },
    { in: join(src, `css/${name}.rtl.css`), out: `${name}.rtl` },
  ]).concat({ in: join(src, "js/keep.js"), out: "kept" }),
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome123", "firefox128", "safari17.5"],
  loader: { ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
};

// {% icon "name" %} in a template, icon="name" in Python.
const NAMED = /\bicon[ =]["']([a-z0-9-]+)["']/g;

const NOT_OURS = new Set(["node_modules", "static", "var", "tests"]);

async function sources() {
  const tops = await readdir(root, { withFileTypes: true });
  const ours = tops.filter((top) => top.isDirectory() && !top.name.startsWith(".") && !NOT_OURS.has(top.name));
  const found = await Promise.all(ours.map((top) => readdir(join(root, top.name), { recursive: true }).then(
    (names) => names.map((name) => join(root, top.name, name)),
  )));
  return found.flat().filter((name) => name.endsWith(".html") || name.endsWith(".py"));
}

async function iconNames() {
  const names = new Set();
  for (const file of await sources()) {
    for (const [, name] of (await readFile(file, "utf8")).matchAll(NAMED)) names.add(name);
  }
  return [...names].sort();
}

async function copyIcons() {
  await mkdir(join(dist, "icons"), { recursive: true });
  for (const name of await iconNames()) {
    await cp(join(drawings, `${name}.svg`), join(dist, "icons", `${name}.svg`));
  }
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await cp(join(src, "mark.svg"), join(dist, "mark.svg"));
await copyIcons();
if (process.argv.includes("--watch")) await (await context(bundles)).watch();
else await build(bundles);
