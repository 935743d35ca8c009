// Draws boxes on a page with mouse, finger or keyboard. Every page works without this file: the
// boxes are numbers in a form, and this writes the same numbers.

const WHOLE = 10000;
const STEP = 100;
const SMALLEST = 40;
const SIDES = ["left", "top", "width", "height"];
const SVG = "http://www.w3.org/2000/svg";

const form = document.querySelector("form[data-strike]");
if (form) {
  const svg = form.querySelector("svg");
  const rows = form.querySelector("[data-strike-rows]");
  const blank = form.querySelector("[data-strike-row]");
  const total = form.querySelector("[name=box-TOTAL_FORMS]");
  const most = Number(form.querySelector("[name=box-MAX_NUM_FORMS]").value);
  const touch = form.querySelector("[data-strike-touch]");
  let drawing = null;

  for (const piece of form.querySelectorAll("[data-strike-help], [data-strike-tools]")) {
    piece.hidden = false;
  }
  if (!window.matchMedia("(any-pointer: coarse)").matches) touch.remove();
  svg.replaceChildren();
  for (const row of rows.children) attach(row);

  form.querySelector("[data-strike-add]").addEventListener("click", () => {
    const row = newRow({ left: 3500, top: 4500, width: 3000, height: 400 });
    if (row) row.rect.focus();
  });
  touch.addEventListener("click", () => {
    const on = touch.getAttribute("aria-pressed") !== "true";
    touch.setAttribute("aria-pressed", String(on));
    svg.classList.toggle("aip-strike__boxes--touch", on);
  });

  svg.addEventListener("pointerdown", (event) => {
    const byFinger = event.pointerType === "touch";
    if (byFinger && touch.getAttribute("aria-pressed") !== "true") return;
    if (event.button !== 0 || event.target !== svg) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    const start = placeOf(event);
    drawing = { start, rect: newRect() };
    draw(drawing.rect, start, start);
  });
  svg.addEventListener("pointermove", (event) => {
    if (drawing) draw(drawing.rect, drawing.start, placeOf(event));
  });
  svg.addEventListener("pointerup", (event) => {
    if (!drawing) return;
    const box = between(drawing.start, placeOf(event));
    drawing.rect.remove();
    drawing = null;
    if (box.width >= SMALLEST && box.height >= SMALLEST) newRow(box);
  });
  svg.addEventListener("pointercancel", () => {
    if (drawing) drawing.rect.remove();
    drawing = null;
  });

  // A row of the form and the rectangle on the page say the same.

  function attach(row) {
    row.rect = newRect();
    row.rect.setAttribute("tabindex", "0");
    row.rect.setAttribute("role", "button");
    row.rect.addEventListener("keydown", (event) => onKey(event, row));
    row.rect.addEventListener("focus", () => row.classList.add("aip-box--current"));
    row.rect.addEventListener("blur", () => row.classList.remove("aip-box--current"));
    row.addEventListener("input", () => show(row));
    show(row);
    renumber();
  }

  function field(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
  }

  function read(row) {
    const box = {};
    for (const side of SIDES) {
      const said = field(row, side).value.replace(",", ".");
      if (said === "" || Number.isNaN(Number(said))) return null;
      box[side] = Math.round(Number(said) * 100);
    }
    return box;
  }

  function write(row, box) {
    const kept = {
      left: clamp(box.left, 0, WHOLE - SMALLEST),
      top: clamp(box.top, 0, WHOLE - SMALLEST),
    };
    kept.width = clamp(box.width, SMALLEST, WHOLE - kept.left);
    kept.height = clamp(box.height, SMALLEST, WHOLE - kept.top);
    for (const side of SIDES) field(row, side).value = (kept[side] / 100).toString();
    show(row);
  }

  function show(row) {
    const box = read(row);
    const taken = field(row, "DELETE");
    const hidden = !box || Boolean(taken && taken.checked);
    row.rect.classList.toggle("aip-strike__box--gone", hidden);
    if (box) place(row.rect, box);
  }

  function newRow(box) {
    let row = [...rows.children].find((one) => SIDES.every((side) => !field(one, side).value));
    if (!row) {
      if (rows.children.length >= most) return null;
      const at = Number(total.value);
      const made = blank.content.firstElementChild.cloneNode(true);
      for (const piece of made.querySelectorAll("[name], [id], [for]")) {
        for (const name of ["name", "id", "for", "aria-describedby"]) {
          const value = piece.getAttribute(name);
          if (value) piece.setAttribute(name, value.replace("__prefix__", String(at)));
        }
      }
      rows.append(made);
      total.value = String(at + 1);
      row = made;
      attach(row);
    }
    write(row, box);
    return row;
  }

  function renumber() {
    const word = svg.dataset.label;
    [...rows.children].forEach((row, place) => {
      row.querySelector("[data-strike-number]").textContent = String(place + 1);
      if (row.rect) row.rect.setAttribute("aria-label", `${word} ${place + 1}`);
    });
  }

  function onKey(event, row) {
    const box = read(row);
    const [name, by] = {
      ArrowLeft: [event.shiftKey ? "width" : "left", -STEP],
      ArrowRight: [event.shiftKey ? "width" : "left", STEP],
      ArrowUp: [event.shiftKey ? "height" : "top", -STEP],
      ArrowDown: [event.shiftKey ? "height" : "top", STEP],
    }[event.key] || ["", 0];
    if (name && box) {
      event.preventDefault();
      write(row, { ...box, [name]: box[name] + by });
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      const taken = field(row, "DELETE");
      if (taken) taken.checked = true;
      show(row);
      field(row, "left").focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      field(row, "ground").focus();
    }
  }

  // Drawing: places are hundredths of a per cent of the page.

  function placeOf(event) {
    const frame = svg.getBoundingClientRect();
    return {
      x: clamp(Math.round(((event.clientX - frame.left) / frame.width) * WHOLE), 0, WHOLE),
      y: clamp(Math.round(((event.clientY - frame.top) / frame.height) * WHOLE), 0, WHOLE),
    };
  }

  function between(one, other) {
    return {
      left: Math.min(one.x, other.x),
      top: Math.min(one.y, other.y),
      width: Math.abs(one.x - other.x),
      height: Math.abs(one.y - other.y),
    };
  }

  function newRect() {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", "aip-strike__box");
    svg.append(rect);
    return rect;
  }

  function draw(rect, one, other) {
    place(rect, between(one, other));
  }

  function place(rect, box) {
    rect.setAttribute("x", box.left);
    rect.setAttribute("y", box.top);
    rect.setAttribute("width", box.width);
    rect.setAttribute("height", box.height);
  }

  function clamp(value, least, largest) {
    return Math.min(Math.max(value, least), largest);
  }
}
