{{/* Everything of a service that owns nothing but leases, which any other instance takes over. */}}
{{- define "orderlake.deployment" -}}
apiVersion: apps/v1
kind: Deployment
{{ include "orderlake.metadata" . }}
spec:
  {{- if not (.Values.autoscaling).enabled }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  # A new instance takes leases before an old one gives its own back: no shard waits for a start.
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  # Longer than a lease of an instance that was killed, so that the next is not replaced while shards are without owner.
  minReadySeconds: 15
  progressDeadlineSeconds: 900
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      {{- include "orderlake.selector" . | nindent 6 }}
  template:
    {{- include "orderlake.pod" . | nindent 4 }}
{{- end -}}

{{/* Everything of a service that keeps a file. */}}
{{- define "orderlake.statefulset" -}}
apiVersion: apps/v1
kind: StatefulSet
{{ include "orderlake.metadata" . }}
spec:
  serviceName: {{ include "orderlake.name" . }}
  replicas: {{ .Values.replicas }}
  updateStrategy:
    type: RollingUpdate
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      {{- include "orderlake.selector" . | nindent 6 }}
  template:
    {{- include "orderlake.pod" . | nindent 4 }}
  {{- if .Values.persistence.enabled }}
  volumeClaimTemplates:
    - metadata:
        name: state
        labels:
          {{- include "orderlake.selector" . | nindent 10 }}
      spec:
        accessModes:
          - ReadWriteOnce
        {{- with .Values.persistence.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ .Values.persistence.size }}
  {{- end }}
{{- end -}}

{{/* What stands beside a workload. */}}
{{- define "orderlake.surroundings" -}}
{{- include "orderlake.checked" . -}}
apiVersion: v1
kind: Service
{{ include "orderlake.metadata" . }}
spec:
  type: ClusterIP
  selector:
    {{- include "orderlake.selector" . | nindent 4 }}
  ports:
    {{- if (.Values.api).enabled }}
    - name: http
      port: {{ .Values.ports.http }}
      targetPort: http
      appProtocol: http
    {{- end }}
    - name: management
      port: {{ .Values.ports.management }}
      targetPort: management
      appProtocol: http
{{- if .Values.serviceAccount.create }}
---
{{ include "orderlake.serviceAccount" . }}
{{- end }}
{{- if .Values.global.tables }}
---
{{ include "orderlake.tables" . }}
{{- end }}
{{- if .Values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
{{ include "orderlake.metadata" . }}
spec:
  maxUnavailable: {{ .Values.podDisruptionBudget.maxUnavailable }}
  # A pod that is not ready has lag; it must not keep a node from being drained.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "orderlake.selector" . | nindent 6 }}
{{- end }}
{{- if (.Values.autoscaling).enabled }}
---
{{ include "orderlake.autoscaler" . }}
{{- end }}
{{- if .Values.global.networkPolicy.enabled }}
---
{{ include "orderlake.networkPolicy" . }}
{{- end }}
{{- if .Values.global.monitoring.serviceMonitor }}
---
{{ include "orderlake.serviceMonitor" . }}
{{- end }}
{{- end -}}

{{/* What the schema cannot tell, since it looks at one value at a time. */}}
{{- define "orderlake.checked" -}}
{{- if and (.Values.api).enabled (eq .Values.auth.mode "none") -}}
{{- fail (printf "Cannot serve the API of %s beyond its pod: expected auth.mode to be api-key or oauth2 but was none" .Chart.Name) -}}
{{- end -}}
{{- if and .Values.auth (ne .Values.auth.mode "none") (not .Values.auth.existingSecret) (eq .Values.auth.mode "api-key") -}}
{{- fail (printf "Cannot check API keys in %s: expected auth.existingSecret to name the Secret that holds their hashes but it is empty" .Chart.Name) -}}
{{- end -}}
{{- if and .Values.auth (eq .Values.auth.mode "oauth2") (not (.Values.orderlake.security).oauth2) -}}
{{- fail (printf "Cannot check tokens in %s: expected orderlake.security.oauth2 to name their issuer but it is empty" .Chart.Name) -}}
{{- end -}}
{{- if and .Values.global.monitoring.openMetrics (not .Values.global.networkPolicy.enabled) -}}
{{- fail "Cannot open the metrics: expected global.networkPolicy.enabled, since nothing else says who reads them, but it is false" -}}
{{- end -}}
{{- if (.Values.autoscaling).enabled -}}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) -}}
{{- fail (printf "Cannot scale %s: expected autoscaling.maxReplicas of at least minReplicas, which is %d, but was %d" .Chart.Name (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "orderlake.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "orderlake.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "orderlake.labels" . | nindent 4 }}
  {{- if or .Values.serviceAccount.roleArn .Values.serviceAccount.annotations }}
  annotations:
    {{- with .Values.serviceAccount.roleArn }}
    eks.amazonaws.com/role-arn: {{ . }}
    {{- end }}
    {{- with .Values.serviceAccount.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
automountServiceAccountToken: false
{{- end -}}

{{- define "orderlake.tables" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "orderlake.name" . }}-tables
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "orderlake.labels" . | nindent 4 }}
data:
  tables.yml: |
    {{- .Values.global.tables | nindent 4 }}
{{- end -}}
