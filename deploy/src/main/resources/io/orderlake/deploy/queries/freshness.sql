SELECT date_trunc('hour', cdc_changed_at) AS hour, count(*) AS changes,
       approx_percentile(date_diff('millisecond', cdc_changed_at, cdc_transformed_at) / 1000.0, 0.5) AS median_s,
       approx_percentile(date_diff('millisecond', cdc_changed_at, cdc_transformed_at) / 1000.0, 0.99) AS p99_s
FROM bronze.orders
WHERE cdc_changed_at >= date_trunc('day', current_timestamp)
GROUP BY 1
ORDER BY 1
