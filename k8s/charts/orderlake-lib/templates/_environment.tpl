{{/*
The container's environment. Three sources, later ones win: what the library derives from global values, what the chart
derives (template "<chart>.settings"), and whatever stands under "orderlake" in the values. Keys with dots cannot be told
by variables without loss, so they go into SPRING_APPLICATION_JSON.
*/}}
{{- define "orderlake.environment" -}}
{{- $all := include "orderlake.commonSettings" . | fromYaml -}}
{{- $own := include (printf "%s.settings" .Chart.Name) . | fromYaml -}}
{{- range $key, $value := $own }}{{ $_ := set $all $key $value }}{{ end -}}
{{- include "orderlake.flattened" (dict "into" $all "variable" "ORDERLAKE" "path" "orderlake" "values" .Values.orderlake) -}}
{{- $json := dict -}}
{{- range $key, $value := $all -}}
{{- if contains "." $key }}{{ $_ := set $json $key $value }}{{ end -}}
{{- end -}}
{{- range $key, $value := $all }}
{{- if not (contains "." $key) }}
- name: {{ $key }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- if $json }}
- name: SPRING_APPLICATION_JSON
  value: {{ toJson $json | quote }}
{{- end }}
{{- with (include (printf "%s.secrets" .Chart.Name) . | fromYaml) }}
{{- range $name, $secret := . }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret.name }}
      key: {{ $secret.key }}
{{- end }}
{{- end }}
{{- range .Values.extraEnv }}
- {{ toYaml . | nindent 2 | trim }}
{{- end }}
{{- end -}}

{{- define "orderlake.commonSettings" -}}
{{- $aws := .Values.global.aws -}}
JAVA_TOOL_OPTIONS: {{ .Values.javaOptions | quote }}
SERVER_PORT: {{ .Values.ports.http | quote }}
MANAGEMENT_SERVER_PORT: {{ .Values.ports.management | quote }}
MANAGEMENT_SERVER_ADDRESS: {{ .Values.global.bindAddress | quote }}
ORDERLAKE_AWS_REGION: {{ $aws.region }}
{{- if (.Values.api).enabled }}
SERVER_ADDRESS: {{ .Values.global.bindAddress | quote }}
{{- end }}
{{- if include "orderlake.onAws" . }}
SPRING_PROFILES_ACTIVE: aws
{{- end }}
{{- if .Values.global.monitoring.openMetrics }}
ORDERLAKE_SECURITY_OPEN_METRICS: "true"
{{- end }}
{{- range $key, $variable := dict "endpoint" "ENDPOINT" "kinesisEndpoint" "KINESIS_ENDPOINT" "dynamodbEndpoint" "DYNAMODB_ENDPOINT" "s3Endpoint" "S3_ENDPOINT" }}
{{- with get $aws $key }}
ORDERLAKE_AWS_{{ $variable }}: {{ . }}
{{- end }}
{{- end }}
{{- if and .Values.global.tables (has .Chart.Name (list "stream-relay" "transformer" "lake-writer" "lake-verifier")) }}
ORDERLAKE_TABLES: /etc/orderlake/tables/tables.yml
{{- end }}
{{- end -}}

{{/* "orderlake.lake.max-age" becomes ORDERLAKE_LAKE_MAX_AGE; a map whose keys are somebody else's keeps them. */}}
{{- define "orderlake.flattened" -}}
{{- $in := . -}}
{{- range $key, $value := .values -}}
{{- $variable := printf "%s_%s" $in.variable ($key | upper | replace "-" "_") -}}
{{- $path := printf "%s.%s" $in.path $key -}}
{{- if kindIs "map" $value -}}
{{- if eq $path "orderlake.lake.bronze.catalog" -}}
{{- $_ := set $in.into $path $value -}}
{{- else -}}
{{- include "orderlake.flattened" (dict "into" $in.into "variable" $variable "path" $path "values" $value) -}}
{{- end -}}
{{- else if kindIs "slice" $value -}}
{{- $_ := set $in.into $variable (join "," $value) -}}
{{- else if and (kindIs "float64" $value) (eq (floor $value) $value) -}}
{{- $_ := set $in.into $variable (printf "%d" (int64 $value)) -}}
{{- else if not (kindIs "invalid" $value) -}}
{{- $_ := set $in.into $variable (toString $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Every publisher of a stream must know the same lanes; a stream that is there keeps its shards. */}}
{{- define "orderlake.streamSettings" -}}
ORDERLAKE_STREAMS_LANES: {{ .Values.global.streams.lanes | quote }}
ORDERLAKE_STREAMS_CREATE: {{ .Values.global.streams.create | quote }}
{{- end -}}

{{/* Who may call the API. The Secret holds settings, a file each, named as the setting. */}}
{{- define "orderlake.authSettings" -}}
{{- if and .Values.auth (ne .Values.auth.mode "none") -}}
ORDERLAKE_SECURITY_MODE: {{ .Values.auth.mode }}
{{- if .Values.auth.existingSecret }}
SPRING_CONFIG_IMPORT: configtree:/etc/orderlake/secrets/
{{- end }}
{{- end }}
{{- end -}}
