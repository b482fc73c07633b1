"""``python -m eval.orders``: train the recogniser of orders and write its weights."""

from eval.orders.train import WEIGHTS, examples, save, train

given = list(examples())
weights, constant = train(given)
save(weights, constant)
orders = sum(example.order for example in given)
print(f"{orders} 条指令、{len(given) - orders} 条普通文字 → {len(weights)} 个特征：{WEIGHTS.name}")
