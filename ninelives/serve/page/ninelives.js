"use strict";
// Stands between the page's terminal, which textual-serve brings, and its server.
(() => {
  const nonce = document.currentScript.nonce;

  // The terminal makes style sheets; the page's policy wants each to name its nonce.
  const make = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const made = make(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };

  // Only addresses of the web are opened, each in a tab that can't reach this one.
  const open = window.open.bind(window);
  window.open = (address) => {
    const url = URL.parse ? URL.parse(address) : new URL(address);
    return url && /^https?:$/.test(url.protocol)
      ? open(url.href, "_blank", "noopener,noreferrer")
      : null;
  };

  const at = (id) => document.getElementById(id);
  let reason = null;
  let began = false;

  const show = (said, more, button, details = "") => {
    at("said").textContent = said;
    at("more").textContent = more;
    at("again").textContent = button;
    at("details").textContent = details;
    at("details").hidden = !details;
    at("ended").hidden = false;
    at("again").focus();
  };

  const ended = () => {
    if (reason === "") {
      show("You have left the questionnaire.", "Every answer is saved.", "Begin again");
    } else if (reason !== null) {
      const more = "Every answer given is saved.";
      show("The questionnaire could not go on.", more, "Try again", reason);
    } else {
      const more =
        "Every answer given is saved. Where the server was ended, ninelives serve " +
        "starts it again, with a new address.";
      show("The server does not answer any more.", more, "Try again");
    }
  };

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(address) {
      super(address);
      this.addEventListener("close", ended);
      this.addEventListener("message", (event) => {
        if (typeof event.data === "string") {
          const [kind, text] = JSON.parse(event.data);
          if (kind === "ended") reason = text;
        } else if (!began) {
          began = true;
          document.querySelector(".xterm-helper-textarea").focus();
        }
      });
    }
  };

  const again = async () => {
    try {
      await fetch(location.href);
      location.reload();
    } catch {
      at("more").textContent = "It still does not answer.";
    }
  };

  window.addEventListener("load", async () => {
    at("again").addEventListener("click", again);
    const socket = new URL(at("terminal").dataset.socket, location.href);
    at("terminal").dataset.sessionWebsocketUrl = socket.href.replace(/^http/, "ws");
    // The terminal measures its letters once, so they have to be there.
    const faces = ["", "bold ", "italic "].map((face) => `${face}16px "Roboto Mono"`);
    await Promise.allSettled(faces.map((face) => document.fonts.load(face)));
    const terminal = make("script");
    terminal.src = "static/js/textual.js";
    terminal.onload = () => window.onload();
    document.head.append(terminal);
  });
})();
