SELECT flag, count(*) AS changes, max(cdc_changed_at) AS last
FROM landing.orders CROSS JOIN UNNEST(cdc_quality) AS flags (flag)
WHERE order_date >= cast(current_date - interval '7' day AS varchar)
GROUP BY flag
ORDER BY changes DESC
