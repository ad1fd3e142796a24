SELECT status, count(*) AS orders, sum(total) AS value
FROM silver.orders
WHERE NOT cdc_deleted
GROUP BY status
ORDER BY orders DESC
