SELECT 'an hour ago' AS moment, status, count(*) AS orders
FROM silver.orders FOR TIMESTAMP AS OF (current_timestamp - interval '1' hour)
WHERE NOT cdc_deleted
GROUP BY status
UNION ALL
SELECT 'now', status, count(*)
FROM silver.orders
WHERE NOT cdc_deleted
GROUP BY status
ORDER BY moment, status
