"""Prints the base64 text of the graph in row-products.ts: products [N, K] = vectors [N, d] · rows [K, d]ᵀ."""

import base64

import onnx
from onnx import TensorProto, helper

vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["N", "d"])
rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["K", "d"])
products = helper.make_tensor_value_info("products", TensorProto.FLOAT, ["N", "K"])
node = helper.make_node("Gemm", ["vectors", "rows"], ["products"], transB=1)
graph = helper.make_graph([node], "row-products", [vectors, rows], [products])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10, producer_name="")
onnx.checker.check_model(model)
print(base64.b64encode(model.SerializeToString()).decode())
