/** Workflow files of the demo organisation. Commit ids are made up. */
const checkout = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8';
const credentials = 'aws-actions/configure-aws-credentials@7474bc4690e29a8392af63c5b98e7449536d5c3a';

export const workflowText = {
  'deploy-tracking.yml': `name: deploy
on:
  push:
    branches: [main]
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    permissions: { contents: read, id-token: write }
    steps:
      - uses: ${checkout}
      - uses: ${credentials}
        with:
          role-to-assume: arn:aws:iam::111122223333:role/github-deploy-tracking-api
          aws-region: eu-central-1
      - run: make deploy
`,
  'deploy-booking.yml': `name: deploy to development
on:
  push:
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: development
    permissions: { contents: read, id-token: write }
    steps:
      - uses: ${checkout}
      - uses: ${credentials}
        with:
          role-to-assume: arn:aws:iam::444455556666:role/github-deploy-booking-api
          aws-region: eu-central-1
      - run: make deploy
`,
  'release.yml': `name: release
on:
  push:
    branches: [main]
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write }
    steps:
      - uses: ${checkout}
      - uses: ${credentials}
        with:
          role-to-assume: arn:aws:iam::111122223333:role/github-release
          aws-region: eu-central-1
      - run: ./publish.sh
`,
  'terraform.yml': `name: terraform
on:
  push:
    branches: [main]
permissions: {}
jobs:
  apply:
    runs-on: [self-hosted, linux]
    environment: terraform
    permissions: { contents: read }
    env:
      AWS_ACCESS_KEY_ID: \${{ secrets.AWS_ACCESS_KEY_ID }}
      AWS_SECRET_ACCESS_KEY: \${{ secrets.AWS_SECRET_ACCESS_KEY }}
    steps:
      - uses: ${checkout}
      - run: terraform apply -auto-approve
`,
  'preview.yml': `name: preview
on:
  pull_request_target:
permissions: {}
jobs:
  preview:
    runs-on: ubuntu-latest
    permissions: { contents: read, pull-requests: write }
    steps:
      - uses: ${checkout}
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: npm ci && npm run build
        env:
          TOKEN: \${{ secrets.STATUS_PAGE_TOKEN }}
      - uses: some-vendor/comment-preview@v2
`,
  'scan.yml': `name: nhi-audit
on:
  schedule:
    - cron: '0 5 * * *'
permissions: {}
jobs:
  scan:
    runs-on: ubuntu-latest
    environment: audit
    permissions: { contents: read, id-token: write }
    steps:
      - uses: ${checkout}
      - uses: ${credentials}
        with:
          role-to-assume: arn:aws:iam::111122223333:role/security-audit
          aws-region: eu-central-1
      - run: npx nhi-audit scan --aws
`,
} as const;
