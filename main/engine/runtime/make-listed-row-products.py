"""Prints the base64 text of the graph in listed-row-products.ts: products [1, n] = vector [1, d] · (rows [K, d] at listed [n])ᵀ."""

import base64

import onnx
from onnx import TensorProto, helper

vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, "d"])
rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["K", "d"])
listed = helper.make_tensor_value_info("listed", TensorProto.INT32, ["n"])
products = helper.make_tensor_value_info("products", TensorProto.FLOAT, [1, "n"])
nodes = [
    helper.make_node("Gather", ["rows", "listed"], ["picked"]),
    helper.make_node("Gemm", ["vector", "picked"], ["products"], transB=1),
]
graph = helper.make_graph(nodes, "listed-row-products", [vector, rows, listed], [products])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10, producer_name="")
onnx.checker.check_model(model)
print(base64.b64encode(model.SerializeToString()).decode())
