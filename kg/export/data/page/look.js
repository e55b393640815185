// How nodes and links look: sizes, colours of the theme, dashes. No stance or coalition is told by colour alone.

export const DASHES = { support: [], agree: [], none: [], oppose: [9, 4], disagree: [9, 4], both: [2.5, 4] };
const LINE_WORDS = {
  support: "supports", oppose: "opposes", both: "both or conditional", none: "no stance",
  agree: "takes the same stances", disagree: "takes opposite stances",
};
const DIRECTED_WORDS = { support: "cooperation", oppose: "conflict", both: "both", none: "neither" };

// What a line of a stance says, in words.
export function lineWords(stance, directed) {
  return (directed ? DIRECTED_WORDS : LINE_WORDS)[stance];
}

export const GROUPS = 7;

const NAMES = ["ground", "ink", "quiet", "support", "oppose", "both", "none", "agree", "disagree", "issue", "ring", "letter", "halo",
  ...Array.from({ length: GROUPS + 1 }, (_, number) => `group-${number}`)];

export function readTheme(element) {
  const style = getComputedStyle(element);
  const theme = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  theme.font = style.fontFamily;
  return theme;
}

// The area of a mark grows with the node's links; among many nodes all are smaller.
export function radius(degree, { most, count }) {
  return (4 + 10 * Math.sqrt(degree / Math.max(most, 5))) * Math.min(1, Math.max(0.75, (120 / count) ** 0.3));
}

// How much larger things get as the picture is drawn nearer.
export function growth(zoom) {
  return Math.min(2, Math.max(0.5, Math.sqrt(zoom)));
}

export function lineWidth(weight, heaviest) {
  return 1.1 + 4.4 * Math.sqrt(Math.abs(weight) / heaviest);
}

// The group of a node that its colour and letter show: the coalition, or the type's place; the last colour is for the rest.
export function groupOf(node, colour, types) {
  const number = colour === "type" ? types.indexOf(node.type) : node.coalition;
  return number < 0 || number >= GROUPS ? GROUPS : number;
}

export function letterOf(group) {
  return group < GROUPS ? String.fromCharCode(65 + group) : "";
}

export function shortened(text, most = 34) {
  const characters = Array.from(text.slice(0, 4 * most));
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}
