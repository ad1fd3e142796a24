{{/* In: the API for whom it is for, metrics for Prometheus. Out: names, AWS or what stands in for it, and credentials. */}}
{{- define "orderlake.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{ include "orderlake.metadata" . }}
spec:
  podSelector:
    matchLabels:
      {{- include "orderlake.selector" . | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ .Values.global.monitoring.namespace }}
      ports:
        - protocol: TCP
          port: management
    {{- if (.Values.api).enabled }}
    - {{ if .Values.api.from }}from:
        {{- toYaml .Values.api.from | nindent 8 }}
      {{ end }}ports:
        - protocol: TCP
          port: http
    {{- end }}
  egress:
    - ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
    - ports:
        {{- range .Values.global.networkPolicy.egressPorts }}
        - protocol: TCP
          port: {{ . }}
        {{- end }}
    {{- if include "orderlake.onAws" . }}
    # The agent of EKS Pod Identity on the node.
    - to:
        - ipBlock:
            cidr: 169.254.170.23/32
      ports:
        - protocol: TCP
          port: 80
    {{- end }}
{{- end -}}

{{/* The services tag their metrics with "service", which the operator would rename without honorLabels. */}}
{{- define "orderlake.serviceMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ include "orderlake.name" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "orderlake.labels" . | nindent 4 }}
    {{- with .Values.global.monitoring.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "orderlake.selector" . | nindent 6 }}
  targetLabels:
    - app.kubernetes.io/instance
    - app.kubernetes.io/name
  endpoints:
    - port: management
      path: /actuator/prometheus
      interval: {{ .Values.global.monitoring.interval }}
      honorLabels: true
{{- end -}}
