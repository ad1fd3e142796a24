SELECT *
FROM gold.order_funnel
WHERE order_date >= current_date - interval '30' day
ORDER BY order_date DESC
