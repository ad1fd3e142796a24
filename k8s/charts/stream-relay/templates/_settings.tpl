{{- define "stream-relay.settings" -}}
{{- $names := .Values.global.names -}}
ORDERLAKE_LEASE_TABLE: {{ $names.relay }}
ORDERLAKE_RELAY_BUCKET: {{ $names.bucket }}
{{ include "orderlake.streamSettings" . }}
{{- if ne $names.changes "order-changes" }}
spring.cloud.stream.bindings.changes-out-0.destination: {{ $names.changes }}
{{- end }}
{{ include "orderlake.authSettings" . }}
{{- end -}}

{{- define "stream-relay.secrets" }}{{ end -}}
