"""What every request and every reply goes through, whatever the endpoint: small ASGI layers that know nothing of licenses.

From the outside in: `logs`, `metrics`, `signed`, `headers`, `limited`, `bounds`, `caught`, and the exception handlers of
`problems`; `stack` puts them around an application. `connections` is below them all.
"""
