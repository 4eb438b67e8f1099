"""Prints the base64 text of the graph in plain-search.ts: the row of [K, d] with the smallest ‖c‖² − 2 x·c, for vectors [N, d]."""

import base64

import onnx
from onnx import TensorProto, helper

inputs = [
    helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["N", "d"]),
    helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["K", "d"]),
    helper.make_tensor_value_info("squares", TensorProto.FLOAT, ["K"]),
]
output = helper.make_tensor_value_info("codes", TensorProto.INT64, ["N"])
nodes = [
    helper.make_node("Gemm", ["vectors", "rows", "squares"], ["scores"], transB=1, alpha=-2.0),
    helper.make_node("ArgMin", ["scores"], ["codes"], axis=1, keepdims=0),
]
graph = helper.make_graph(nodes, "plain-search", inputs, [output])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10, producer_name="")
onnx.checker.check_model(model)
print(base64.b64encode(model.SerializeToString()).decode())
