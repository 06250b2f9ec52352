"""Writes a trained reader as a folder that the program loads: 8-bit weights in a plain graph, with the encoder's tokenizer.

    python export.py reader.pt ENCODER_FOLDER OUT_FOLDER
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from model import from_reader
from onnxruntime.quantization import QuantType, quantize_dynamic

TOKENIZER = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "LICENSE"]


def main(trained, encoder, out):
    encoder, out = Path(encoder), Path(out)
    reader = from_reader(trained, dropout=0.0).eval()
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    example = torch.randint(1000, 2000, (2, 16))
    inputs = (example, torch.ones_like(example), torch.zeros_like(example))
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        plain = f"{folder}/model.onnx"
        axes = {name: {0: "batch", 1: "length"} for name in [*names, "logits"]}
        torch.onnx.export(reader, inputs, plain, input_names=names, output_names=["logits"], dynamic_axes=axes, opset_version=14, dynamo=False)
        quantize_dynamic(
            plain, out / "onnx" / "model_quantized.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    onnx.checker.check_model(str(out / "onnx" / "model_quantized.onnx"))
    config = json.loads((encoder / "config.json").read_text())
    config |= {"architectures": ["BertForTokenClassification"], "id2label": {"0": "SENTENCE", "1": "TEXT"}, "label2id": {"SENTENCE": 0, "TEXT": 1}}
    config.pop("_name_or_path", None)
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for name in TOKENIZER:
        if (encoder / name).exists():
            shutil.copy(encoder / name, out / name)


main(*sys.argv[1:])
