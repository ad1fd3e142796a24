{{- define "lake-writer.settings" -}}
{{- $names := .Values.global.names -}}
ORDERLAKE_LEASE_TABLE: {{ $names.ledger }}
ORDERLAKE_LAKE_BUCKET: {{ $names.bucket }}
{{ include "orderlake.streamSettings" . }}
{{- if ne $names.events "order-events" }}
spring.cloud.stream.bindings.land-in-0.destination: {{ $names.events }}
{{- end }}
{{ include "orderlake.authSettings" . }}
{{- end -}}

{{- define "lake-writer.secrets" }}{{ end -}}
