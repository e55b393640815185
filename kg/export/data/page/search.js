// Names that fit what was typed, the best first: those that begin with it, then those with a word that does, then the rest.

export const MOST = 12;

export function searched(nodes, typed, degrees) {
  const wanted = plain(typed);
  if (!wanted) return [];
  const found = [];
  for (const node of nodes) {
    const at = plain(node.label).indexOf(wanted);
    if (at < 0) continue;
    const rank = at === 0 ? 0 : /[\s("'-]/.test(plain(node.label)[at - 1]) ? 1 : 2;
    found.push({ node, rank, degree: degrees.get(node.id) || 0 });
  }
  found.sort((one, other) => one.rank - other.rank || other.degree - one.degree || one.node.id - other.node.id);
  return found.slice(0, MOST).map((one) => one.node);
}

// Small letters without accents: Erdoğan is found by erdogan.
function plain(text) {
  return text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
