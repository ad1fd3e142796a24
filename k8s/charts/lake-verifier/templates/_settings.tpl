{{- define "lake-verifier.settings" -}}
{{- $names := .Values.global.names -}}
ORDERLAKE_VERIFY_BUCKET: {{ $names.bucket }}
ORDERLAKE_VERIFY_RELAY_TABLE: {{ $names.relay }}
ORDERLAKE_VERIFY_TRANSFORMER_TABLE: {{ $names.transformer }}
ORDERLAKE_VERIFY_LEDGER_TABLE: {{ $names.ledger }}
ORDERLAKE_VERIFY_CHANGE_STREAM: {{ $names.changes }}
ORDERLAKE_VERIFY_ROW_STREAM: {{ $names.events }}
ORDERLAKE_VERIFY_STATE: {{ .Values.persistence.mountPath }}/lake-verifier.state
{{ include "orderlake.authSettings" . }}
{{- end -}}

{{- define "lake-verifier.secrets" }}{{ end -}}
