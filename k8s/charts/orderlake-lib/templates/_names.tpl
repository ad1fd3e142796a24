{{- define "orderlake.name" -}}
{{- if eq .Release.Name .Chart.Name -}}
{{ .Chart.Name }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- define "orderlake.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "orderlake.labels" -}}
{{ include "orderlake.selector" . }}
app.kubernetes.io/part-of: orderlake
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "orderlake.metadata" -}}
metadata:
  name: {{ include "orderlake.name" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "orderlake.labels" . | nindent 4 }}
{{- end -}}

{{- define "orderlake.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "orderlake.name" .) -}}
{{- end -}}

{{- define "orderlake.image" -}}
{{- $registry := .Values.global.image.registry -}}
{{- $name := ternary .Values.image.repository (printf "%s/%s" $registry .Values.image.repository) (empty $registry) -}}
{{- if .Values.image.digest -}}
{{ printf "%s@%s" $name .Values.image.digest }}
{{- else -}}
{{ printf "%s:%s" $name (.Values.image.tag | default .Values.global.image.tag | default .Chart.AppVersion) }}
{{- end -}}
{{- end -}}

{{/* Whether AWS itself is meant: yes where no endpoint stands in for it. */}}
{{- define "orderlake.onAws" -}}
{{- $aws := .Values.global.aws -}}
{{- if not (or $aws.endpoint $aws.kinesisEndpoint $aws.dynamodbEndpoint $aws.s3Endpoint) -}}true{{- end -}}
{{- end -}}
