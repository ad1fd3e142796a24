{{- define "transformer.settings" -}}
{{- $names := .Values.global.names -}}
ORDERLAKE_LEASE_TABLE: {{ $names.transformer }}
ORDERLAKE_TRANSFORM_BUCKET: {{ $names.bucket }}
{{ include "orderlake.streamSettings" . }}
{{- if ne $names.changes "order-changes" }}
spring.cloud.stream.bindings.transform-in-0.destination: {{ $names.changes }}
{{- end }}
{{- if ne $names.events "order-events" }}
spring.cloud.stream.bindings.transform-out-0.destination: {{ $names.events }}
{{- end }}
{{- end -}}

{{- define "transformer.secrets" -}}
{{- with .Values.maskKey.existingSecret }}
ORDERLAKE_MASK_KEY: {name: {{ . }}, key: {{ $.Values.maskKey.key }}}
{{- else }}
{{- if include "orderlake.onAws" . }}
{{- fail "Cannot mask: expected maskKey.existingSecret to name the Secret that holds the key but it is empty; the development key serves local endpoints only" }}
{{- end }}
{{- end }}
{{- end -}}
