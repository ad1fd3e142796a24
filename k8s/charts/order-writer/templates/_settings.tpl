{{- define "order-writer.settings" -}}
ORDERLAKE_ORDER_TABLE_NAME: {{ .Values.global.names.orders }}
{{ include "orderlake.authSettings" . }}
{{- end -}}

{{- define "order-writer.secrets" }}{{ end -}}
