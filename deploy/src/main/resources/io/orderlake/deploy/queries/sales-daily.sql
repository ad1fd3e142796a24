SELECT order_date, currency, orders, customers, units, revenue, cancelled_orders, cancelled_value
FROM gold.sales_daily
WHERE order_date >= current_date - interval '30' day
ORDER BY order_date DESC, currency
