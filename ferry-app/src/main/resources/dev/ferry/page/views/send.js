import { button, chosen, iconButton, radios } from "../act.js";
import { openDialog } from "../dialog.js";
import { h, keyed, shown, text } from "../dom.js";
import { bytes, percent } from "../format.js";
import { icon } from "../icons.js";
import { name, plain } from "../names.js";
import { joined, picked, takesDrops, things } from "../pick.js";
import { called } from "../state.js";
import { handOver } from "../upload.js";
import { say } from "../words.js";
import { hasCamera, takePhoto } from "./camera.js";

const ENCRYPT = ["required", "auto", "off"];

/** Chooses what goes to somebody, and how; files may be there already. */
export function sendTo(app, contact, given = []) {
  let files = [];
  const aborting = new AbortController();
  const list = h("ul.files", { "aria-label": say("send.files"), hidden: true });
  const total = h("p.small.soft", { role: "status" });
  const rows = keyed(list, (thing) => thing.name, row);
  const bar = h("progress.bar", { max: "100", value: "0", "aria-label": say("send.handing") });
  const handing = h(
    "div.stack",
    { hidden: true },
    h("p.small.soft", { role: "status" }, say("send.handing")),
    bar,
  );

  const change = (next) => {
    files = next;
    const all = things(files);
    rows(all);
    shown(list, all.length > 0);
    const size = files.reduce((sum, one) => sum + one.file.size, 0);
    text(total, all.length ? say("send.total", { count: files.length, size: bytes(size) }) : "");
    go.disabled = all.length === 0;
  };

  function row(thing) {
    const size = h("span.small.soft", {});
    const remove = iconButton("close", say("send.remove", { file: plain(thing.name) }), () =>
      change(files.filter((one) => one.path.split("/")[0] !== thing.name)),
    );
    const node = h(
      "li",
      {},
      icon(thing.folder ? "folder" : "file"),
      name(thing.name, "bdi.name.clipped"),
      size,
      remove,
    );
    return {
      node,
      update: (now) =>
        text(
          size,
          now.folder
            ? say("send.inFolder", { count: now.files, size: bytes(now.size) })
            : bytes(now.size),
        ),
    };
  }

  const message = h("textarea", { id: "send-message", rows: "2", maxlength: "4000" });
  const encryption = radios(
    say("send.encrypt"),
    "encrypt",
    ENCRYPT.map((value) => ({
      value,
      label: say(`encrypt.${value}`),
      hint: say(`encrypt.${value}Hint`),
    })),
    "auto",
  );
  const alone = contact.world === "alone";
  const go = button(
    say("send.send"),
    async () => {
      shown(handing, true);
      const size = Math.max(
        1,
        files.reduce((sum, one) => sum + one.file.size, 0),
      );
      try {
        const uploads = await handOver(
          app.api,
          files,
          (sent) => (bar.value = percent(sent, size)),
          aborting.signal,
        );
        const wanted = {
          peer: contact.id,
          uploads,
          encrypt: alone ? "auto" : chosen(encryption, "encrypt"),
        };
        if (message.value.trim()) wanted.message = message.value.trim();
        const { transfers } = await app.api.post("/transfers", wanted);
        for (const transfer of transfers) app.store.fold("transfer", transfer);
        dialog.close();
        location.hash = "#/transfers";
      } finally {
        shown(handing, false);
      }
    },
    { look: "button.button.main", drawing: "send" },
  );
  const zone = dropZone((more) => change(joined(files, more)));
  const dialog = openDialog(
    say("send.title", { who: plain(called(app.store.state, contact.id, contact.name)) }),
    h(
      "div.stack",
      {},
      zone,
      list,
      total,
      h("div.field", {}, h("label", { for: "send-message" }, say("send.message")), message),
      alone ? h("p.small.soft", {}, say("send.alone")) : encryption,
      handing,
    ),
    {
      foot: [button(say("do.cancel"), () => dialog.close(), { look: "button.button" }), go],
      onClose: () => aborting.abort(),
    },
  );
  change(joined([], given));
}

/** Where files are dropped, chosen, or taken as a photo. */
function dropZone(onFiles) {
  const choose = (more) => {
    const input = h("input", {
      type: "file",
      hidden: true,
      tabindex: "-1",
      "aria-hidden": "true",
      ...more,
    });
    input.addEventListener("change", () => {
      onFiles(picked(input));
      input.value = "";
    });
    return input;
  };
  const one = choose({ multiple: true, "data-pick": "files" });
  const folder = choose({ webkitdirectory: true, "data-pick": "folder" });
  const photo = button(say("send.photo"), () => takePhoto(onFiles), {
    look: "button.button",
    drawing: "camera",
    hidden: true,
  });
  hasCamera().then((yes) => shown(photo, yes));
  const node = h(
    "div.zone",
    {},
    h("p.soft", {}, say("send.drop")),
    h(
      "div.row",
      {},
      button(say("send.addFiles"), () => one.click(), { look: "button.button", drawing: "file" }),
      button(say("send.addFolder"), () => folder.click(), {
        look: "button.button",
        drawing: "folder",
      }),
      photo,
    ),
  );
  node.append(one, folder);
  takesDrops(node, onFiles);
  return node;
}
