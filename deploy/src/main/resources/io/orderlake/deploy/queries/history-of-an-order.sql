SELECT cdc_changed_at, cdc_op, version, status, total, cdc_changed_columns, cdc_quality
FROM bronze.orders
WHERE order_id = 'o-1'
ORDER BY cdc_position
