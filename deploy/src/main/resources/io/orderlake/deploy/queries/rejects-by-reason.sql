SELECT stage, cdc_table, cdc_reject_reason, count(*) AS rejects, max(cdc_rejected_at) AS last
FROM landing.rejects
WHERE "date" >= cast(current_date - interval '7' day AS varchar)
GROUP BY stage, cdc_table, cdc_reject_reason
ORDER BY rejects DESC
