"""Prints the base64 text of the graph in int8-products.ts: products [1, K] = (vector [1, m] − 128) · columns [m, K], in integers.

The columns are an initializer that int8-products.ts appends.
"""

import base64

import onnx
from onnx import TensorProto, helper

vector = helper.make_tensor_value_info("vector", TensorProto.UINT8, [1, "m"])
products = helper.make_tensor_value_info("products", TensorProto.INT32, [1, "K"])
zero = helper.make_tensor("zero", TensorProto.UINT8, [], [128])
node = helper.make_node("MatMulInteger", ["vector", "columns", "zero"], ["products"])
graph = helper.make_graph([node], "int8-products", [vector], [products], [zero])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10, producer_name="")
print(base64.b64encode(model.SerializeToString()).decode())
